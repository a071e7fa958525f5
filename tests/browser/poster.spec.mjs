// Poster of a neighbourhood: one A4 sheet each, with a readable QR code.
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { desktop } from './browser.mjs';
import { expect, test } from './support.mjs';

/** Decoded text of the QR code on the screen. */
async function scanned(code) {
  const { data, width, height } = PNG.sync.read(await code.screenshot());
  return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}

test('the poster of every neighbourhood is one sheet', async ({ page }) => {
  test.slow();
  await page.goto('/quartiers');
  const links = await page.locator('main a[href^="/quartiers/"]').evaluateAll((all) => all.map((it) => it.pathname));
  const neighbourhoods = [...new Set(links)];
  expect(neighbourhoods.length).toBe(57);
  await page.emulateMedia({ media: 'print' });
  // A4 at 96 dpi.
  await page.setViewportSize({ width: 794, height: 1123 });
  for (const path of neighbourhoods) {
    await page.goto(`${path}/affiche`);
    const poster = page.locator('.poster');
    const [inside, sheet] = await poster.evaluate((it) => [it.scrollHeight, it.clientHeight]);
    expect(inside, path).toBeLessThanOrEqual(sheet);
    expect(await poster.evaluate((it) => it.scrollWidth - it.clientWidth), path).toBeLessThanOrEqual(0);
  }
});

for (const colorScheme of ['light', 'dark']) {
  test(`the code of the poster opens the neighbourhood, ${colorScheme}`, async ({ page, baseURL }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(desktop);
    await page.goto('/quartiers/bourges-nord/affiche');

    const address = await scanned(page.getByRole('img', { name: /code à scanner/i }));

    expect(address).toBe(`${baseURL}/q/QN01801M`);
    await page.goto(address);
    await expect(page).toHaveURL(/\/quartiers\/bourges-nord$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bourges Nord');
  });
}

test('the code that paper keeps of a page opens that page', async ({ page, baseURL }) => {
  await page.emulateMedia({ media: 'print' });
  await page.goto('/initiatives/nouveau-depart-chateaudun');
  const address = await scanned(page.locator('svg.qr'));
  expect(address).toMatch(new RegExp(`^${baseURL}/i/\\d+$`));
  await page.goto(address);
  await expect(page).toHaveURL(/\/initiatives\/nouveau-depart-chateaudun$/);
});
