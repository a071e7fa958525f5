// Shortlist of an adviser: picked, put in order, printed and handed over, with and without script.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { phone, reader } from './browser.mjs';
import { startProgram } from './site.mjs';
import { expect, test } from './support.mjs';

const PICKS = 12;
const THREE = 'i159,a221,i132';

const names = (page) => page.locator('.picks h3').allTextContents();
const items = (page) => page.locator('[data-items]').getAttribute('data-items');
const menu = (page) => page.getByRole('navigation', { name: 'Principale' }).getByRole('link', { name: /Ma liste/ });
const adds = (page) => page.getByRole('link', { name: /^Ajouter à ma liste/ });

/** Side of a part of a picture that is read at once, and step from one to the next, in pixels: a part has one code. */
const PART = 320;
const STEP = 100;

/** Texts of all codes on a picture, read part by part: the reader takes one code at a time. */
function scanAll(picture) {
  const found = new Set();
  for (let y = 0; y < picture.height; y += STEP) {
    for (let x = 0; x < picture.width; x += STEP) {
      const [width, height] = [Math.min(PART, picture.width - x), Math.min(PART, picture.height - y)];
      const part = new PNG({ width, height });
      PNG.bitblt(picture, part, x, y, width, height, 0, 0);
      const code = jsQR(new Uint8ClampedArray(part.data), width, height, { inversionAttempts: 'dontInvert' });
      if (code?.data) found.add(code.data);
    }
  }
  return [...found];
}

/** The page as a PDF: its text in reading order, and each of its sheets as a picture of 150 dpi. */
async function printed(page) {
  const folder = await mkdtemp(join(tmpdir(), 'fiche-'));
  const file = join(folder, 'fiche.pdf');
  await writeFile(file, await page.pdf({ preferCSSPageSize: true, tagged: true, printBackground: false }));
  const run = promisify(execFile);
  const { stdout: text } = await run('pdftotext', ['-enc', 'UTF-8', file, '-']);
  const { stdout: about } = await run('pdfinfo', [file]);
  await run('pdftoppm', ['-r', '150', '-png', file, join(folder, 'page')]);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.png')).sort();
  const pictures = await Promise.all(files.map(async (name) => PNG.sync.read(await readFile(join(folder, name)))));
  await rm(folder, { recursive: true });
  return { text, about, pictures };
}

test('twelve picks are put in order, kept, and opened elsewhere in the same order', async ({ page, browser, baseURL }) => {
  await page.goto('/initiatives');
  for (let picked = 0; picked < PICKS; picked += 1) {
    await adds(page).first().click();
    await expect(menu(page).locator('b')).toHaveText(String(picked + 1));
  }
  await expect(page).toHaveURL(/\/initiatives$/);
  await menu(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ma liste');
  const before = await names(page);
  expect(before.length).toBe(PICKS);

  const third = page.locator('.picks > li').nth(2);
  await third.getByRole('link', { name: /^Monter/ }).click();
  await expect(page.locator('.undo')).toContainText('L’ordre a changé.');
  const moved = [before[0], before[2], before[1], ...before.slice(3)];
  expect(await names(page)).toEqual(moved);

  // High enough for all: a drag scrolls nothing.
  await page.setViewportSize({ width: 1280, height: 3000 });
  const [grip, target] = [page.locator('.picks > li').nth(4).locator('[data-grip]'), page.locator('.picks > li').nth(1)];
  const [from, to] = [await grip.boundingBox(), await target.boundingBox()];
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, to.y + 40, { steps: 12 });
  await Promise.all([page.waitForEvent('load'), page.mouse.up()]);
  const dragged = await names(page);
  expect(dragged).not.toEqual(moved);
  expect([...dragged].sort()).toEqual([...moved].sort());
  expect(dragged.indexOf(moved[4])).toBeLessThan(4);

  await page.locator('.picks > li').last().getByRole('link', { name: /^Retirer/ }).click();
  await expect(page.locator('.picks > li')).toHaveCount(PICKS - 1);
  await page.getByRole('link', { name: 'Annuler' }).click();
  await expect(page.locator('.picks > li')).toHaveCount(PICKS);
  expect(await names(page)).toEqual(dragged);

  // Another page, and back by the menu alone: the list of this browser.
  await page.goto('/quartiers');
  await page.goto('/ma-liste');
  await expect(page.locator('.picks > li')).toHaveCount(PICKS);
  expect(await names(page)).toEqual(dragged);

  const short = (await page.locator('.give__short').textContent()).trim();
  const elsewhere = await browser.newContext({ ...reader, baseURL });
  const other = await elsewhere.newPage();
  await other.goto(`http://${short}`);
  expect(await names(other)).toEqual(dragged);
  expect(await other.evaluate(() => localStorage.length)).toBe(0);
  await elsewhere.close();
});

test('without script the links carry the list on, in two clicks for each pick', async ({ browser, baseURL }) => {
  test.slow();
  const context = await browser.newContext({ ...reader, javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto('/initiatives?q=permis');
  await page.getByRole('link', { name: 'Initiatives', exact: true }).first().click();
  const added = [];
  for (let picked = 0; picked < PICKS; picked += 1) {
    const card = page.locator('.card').nth(picked);
    added.push((await card.getByRole('heading').textContent()).trim());
    await card.getByRole('link', { name: /^Ajouter/ }).click();
    await expect(page.locator('.undo')).toContainText('est dans la liste.');
    if (picked < PICKS - 1) await page.getByRole('link', { name: 'Ajouter une adresse' }).click();
  }
  expect(await names(page)).toEqual(added);
  await expect(menu(page).locator('b')).toHaveText(String(PICKS));
  await page.locator('.picks > li').last().getByRole('link', { name: /^Monter/ }).click();
  expect((await names(page)).at(-2)).toBe(added.at(-1));

  // The needs desk, a place and an organisation carry it too.
  await page.goto(`/quartiers/sanitas-tours/besoins/garde-enfants?l=${await items(page)}`);
  await page.locator('[data-contact]').first().getByRole('link', { name: /^Ajouter/ }).click();
  await expect(page.locator('.picks > li')).toHaveCount(PICKS + 1);
  await page.getByRole('link', { name: 'Tout retirer' }).click();
  await expect(page.locator('.picks > li')).toHaveCount(0);
  await page.getByRole('link', { name: 'Annuler' }).click();
  await expect(page.locator('.picks > li')).toHaveCount(PICKS + 1);
  // Without script there is nothing to click that needs one.
  for (const hidden of ['Copier', 'Partager', 'La garder plus longtemps']) {
    await expect(page.getByRole('button', { name: hidden })).toHaveCount(0);
  }
  await expect(page.getByLabel(/Titre de la feuille/)).toBeHidden();
  expect(await context.cookies()).toEqual([]);
  await context.close();
});

test('the twenty-first pick is refused, and said', async ({ page }) => {
  const twenty = Array.from({ length: 20 }, (_, at) => `a${101 + at}`).join(',');
  await page.goto(`/ma-liste?l=${twenty}&avant=`);
  await page.goto('/initiatives');
  await expect(menu(page).locator('b')).toHaveText('20');
  await adds(page).first().click();
  await expect(page.getByText('La liste est pleine.').first()).toBeVisible();
  await expect(menu(page).locator('b')).toHaveText('20');
});

test('a list of somebody else is told apart from mine', async ({ page }) => {
  await page.goto('/ma-liste?l=i40,a1&avant=');
  await page.goto(`/ma-liste?l=${THREE}`);
  await expect(page.getByText('Cette liste n’est pas la vôtre.')).toBeVisible();
  await expect(menu(page).locator('b')).toHaveText('2');
  await page.getByRole('link', { name: 'Revoir ma liste' }).click();
  expect(await items(page)).toBe('i40,a1');
  await expect(page.getByText('Cette liste n’est pas la vôtre.')).toBeHidden();

  await page.goto(`/ma-liste?l=${THREE}`);
  await page.getByRole('button', { name: 'Garder celle-ci' }).click();
  await expect(menu(page).locator('b')).toHaveText('3');
  await page.goto('/ma-liste');
  await expect(page.locator('.picks > li')).toHaveCount(3);
});

test('the list is forgotten at the end of the day unless it is kept', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-12-01T10:00:00+01:00') });
  await page.goto(`/ma-liste?l=${THREE}&avant=`);
  await expect(page.getByText('La liste s’efface seule ce soir')).toBeVisible();
  await page.clock.setSystemTime(new Date('2026-12-02T08:00:00+01:00'));
  await page.goto('/initiatives');
  await expect(menu(page)).toBeHidden();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);

  await page.goto(`/ma-liste?l=${THREE}&avant=`);
  await page.getByRole('button', { name: 'La garder plus longtemps' }).click();
  await expect(page.getByRole('button', { name: 'L’effacer ce soir' })).toBeFocused();
  await page.clock.setSystemTime(new Date('2026-12-09T08:00:00+01:00'));
  await page.goto('/initiatives');
  await expect(menu(page).locator('b')).toHaveText('3');

  await menu(page).click();
  await page.getByRole('link', { name: 'Tout retirer' }).click();
  await expect(page.getByText('La liste est vide.')).toBeVisible();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test('the text is copied whole, and opens in messages and mails', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/ma-liste?l=${THREE}`);
  const text = await page.locator('#texte').inputValue();
  expect(text.split('\n').length).toBe(4);
  await page.getByRole('button', { name: 'Copier' }).click();
  await expect(page.getByRole('button', { name: 'Le texte est copié.' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
  const sms = await page.getByRole('link', { name: 'SMS' }).getAttribute('href');
  expect(decodeURIComponent(sms.split('body=')[1])).toBe(text);
  const mail = await page.getByRole('link', { name: 'Courriel' }).getAttribute('href');
  expect(decodeURIComponent(mail.split('body=')[1])).toContain('/l/');
});

for (const colorScheme of ['light', 'dark']) {
  test(`the code on the screen opens the list, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(phone);
    await page.goto(`/ma-liste?l=${THREE}`);
    const code = page.getByRole('img', { name: /^Code de la liste/ });
    expect((await code.boundingBox()).width).toBeGreaterThan(180);
    const [address] = scanAll(PNG.sync.read(await code.screenshot()));
    await page.goto(address);
    expect(await items(page)).toBe(THREE);
  });
}

test('three entries fit on one A4, in reading order, with codes that a reader takes', async ({ page, baseURL }) => {
  await page.goto(`/ma-liste/fiche?l=${THREE}`);
  const headings = await page.locator('.sheet h2').allTextContents();
  const { text, about, pictures } = await printed(page);

  expect(pictures.length).toBe(1);
  expect(about).toMatch(/Tagged: +yes/);
  expect(about).toMatch(/Page size: +59[45](\.\d+)? x 84[12]/);
  const one = text.replace(/[ \n]+/g, ' ');
  const places = headings.slice(0, 3).map((it) => one.indexOf(it));
  expect([...places].sort((a, b) => a - b)).toEqual(places);
  expect(places[0]).toBeGreaterThan(0);
  const seven = ['Où', 'Quand', 'Appeler', 'Dire', 'Apporter', 'Y aller', 'Rendez-vous'];
  const entry = one.slice(places[1], places[2]);
  const lines = seven.map((it) => entry.indexOf(it));
  expect(lines.every((at) => at > 0)).toBe(true);
  expect([...lines].sort((a, b) => a - b)).toEqual(lines);
  // Each no-break space keeps its line, in numbers and before a colon; a font has one drawing for both spaces.
  expect(text).toMatch(/0\d[ \u00a0]\d\d[ \u00a0]\d\d[ \u00a0]\d\d[ \u00a0]\d\d/);
  expect(text).toMatch(/Arrêt[ \u00a0]:/);
  const codes = scanAll(pictures[0]);
  const short = `${baseURL}${new URL(`http://${(await page.locator('.sheet__address').textContent()).trim()}`).pathname}`;
  expect([...codes].sort()).toEqual([`${baseURL}/a/221`, `${baseURL}/i/132`, `${baseURL}/i/159`, short].sort());
  await page.goto(short);
  expect(await items(page)).toBe(THREE);
});

test('an entry is never cut, and large type has a page for each', async ({ page }) => {
  await page.goto('/ma-liste/fiche?l=i159,a221,i132,i40,a1,a2,a3');
  const normal = await printed(page);
  const pages = normal.text.split('\f');
  for (const heading of await page.locator('.sheet li h2').allTextContents()) {
    const on = pages.filter((it) => it.replace(/\s+/g, ' ').includes(heading.replace(/\s+/g, ' ')));
    expect(on.length, heading).toBeGreaterThan(0);
  }
  // Seven labels for each entry of a page: none is on the next one.
  for (const it of pages.slice(0, -1)) {
    expect(it.match(/Rendez-vous/g)?.length).toBe(it.match(/Apporter/g)?.length);
  }
  await page.goto(`/ma-liste/fiche?l=${THREE}&taille=grande`);
  const large = await printed(page);
  expect(large.pictures.length).toBe(3);
});

test('a heading that is typed stays in the browser', async ({ browser }) => {
  test.slow();
  const heading = 'Adresses de Zénobie Quatrepoint';
  const site = await startProgram([]);
  try {
    const context = await browser.newContext({ ...reader, baseURL: site.url });
    const page = await context.newPage();
    const asked = [];
    page.on('request', (request) => asked.push(request.url(), request.postData() ?? '', JSON.stringify(request.headers())));
    await page.goto(`/ma-liste?l=${THREE}`);
    await page.getByLabel(/Titre de la feuille/).fill(heading);
    await page.getByRole('link', { name: 'Imprimer la feuille' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await page.getByRole('link', { name: 'Revenir à ma liste' }).click();
    await expect(page.getByLabel(/Titre de la feuille/)).toHaveValue(heading);
    await page.goto('/initiatives');
    await context.close();

    const typed = [/Zénobie/i, /Z%C3%A9nobie/i, /Quatrepoint/i];
    for (const text of [...asked, site.log()]) for (const name of typed) expect(text).not.toMatch(name);
    const files = await readdir(site.data, { recursive: true, withFileTypes: true });
    const stored = files.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name));
    expect(stored.length).toBeGreaterThan(0);
    for (const file of stored) {
      const bytes = await readFile(file);
      expect(bytes.includes('Quatrepoint') || bytes.includes('nobie'), file).toBe(false);
    }
  } finally {
    await site.stop();
  }
});
