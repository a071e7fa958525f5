// Street addresses with a real geocoder: running, frozen, stopped. The site queries it, never the browser.
import { expect, test as base } from './support.mjs';
import { startGeocoder } from './geocoder.mjs';
import { startProgram } from './site.mjs';

/** Address of an organisation of the seeds with a known position. */
const ADDRESS = '24 avenue du Général de Gaulle, Tours';

/** A site with its own geocoder. */
const test = base.extend({
  served: [
    async ({}, use) => {
      const geocoder = await startGeocoder();
      const site = await startProgram(['--geocoder', geocoder.url]);
      await use({ geocoder, site });
      await site.stop();
      await geocoder.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ served }, use) => use(served.site.url),
});

test.describe.configure({ mode: 'serial' });

async function look(page, text) {
  await page.goto('/ou-suis-je');
  const box = page.getByRole('main').locator('input[name=adresse]').first();
  await box.fill(text);
  await box.press('Escape');
  await box.press('Enter');
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled });

    test('a resident picks an address and learns where it is', async ({ page }) => {
      await look(page, ADDRESS);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/votre adresse/);
      await page.getByRole('main').getByRole('link', { name: /général.de.gaulle.*tours/i }).first().click();
      await expect(page.locator('[data-position]')).toHaveAttribute('data-position', /inside|edge/);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Sanitas/);
    });
  });
}

test('a program gives the same address and reads the same place', async ({ request }) => {
  const answer = await request.get(`/api/v1/ou-suis-je?adresse=${encodeURIComponent(ADDRESS)}`);
  expect(answer.status()).toBe(200);
  const said = await answer.json();
  expect(said.neighbourhood.name).toBe('Sanitas');
  expect(said.address.label).toMatch(/37000 Tours/);
});

test('an address that does not exist is said not to be found', async ({ page }) => {
  await look(page, '99 rue Xyzzyqq, Zzzzville');
  await expect(page.getByRole('status').filter({ hasText: /adresse/ })).toContainText(/pas trouvé/);
});

test('a page is answered while the geocoder hangs, and says so', async ({ page, served: { geocoder } }) => {
  geocoder.freeze();
  try {
    await look(page, ADDRESS);
    await expect(page.getByRole('status').filter({ hasText: /adresses/ })).toContainText(/ne répond pas/);
    await expect(page.locator('#choix').getByRole('link', { name: /Sanitas/ }).first()).toBeVisible();
  } finally {
    geocoder.thaw();
  }
});

test('a geocoder that is gone leaves names, towns and postcodes', async ({ page, served: { geocoder } }) => {
  await geocoder.kill();
  await look(page, ADDRESS);
  await expect(page.getByRole('status').filter({ hasText: /adresses/ })).toContainText(/ne répond pas/);
  await look(page, 'Sanitas');
  await expect(page).toHaveURL(/\/quartiers\/sanitas-tours$/);
});
