// What is made for paper and for the pocket: the PDF that Chromium prints, read by PDFium, and the file opened from disk.
import { writeFile } from 'node:fs/promises';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { reader } from './browser.mjs';
import { expect, test } from './support.mjs';

/** A4 at 96 dpi, without its margins. */
const sheet = { width: 695, height: 1032 };

/** Text of each page of the PDF of the page, white space collapsed. */
async function printed(page) {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(await page.pdf({ preferCSSPageSize: true, tagged: true }));
  const texts = [...document.pages()].map((it) => it.getText().replace(/[\s\0]+/g, ' '));
  document.destroy();
  library.destroy();
  return texts;
}

/** Pattern of a text that lines may break anywhere. PDFium drops the hyphen at the end of a line. */
function broken(text) {
  const escaped = (sign) => (sign === '-' ? '-?' : sign.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp([...text.replace(/\s+/g, '')].map(escaped).join('[\\s\ufffe]*'), 'gu');
}

/** Those of `names` that do not follow each other in `text`. */
function missing(text, names) {
  let at = 0;
  return names.filter((name) => {
    const pattern = broken(name);
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return !found;
  });
}

/** Number of addresses of the site in `text`. */
const addressCount = (text, baseURL) => (text.match(broken(`${new URL(baseURL).host}/`)) ?? []).length;

const lists = [
  '/initiatives/imprimer',
  '/initiatives/imprimer?frein=mobilite',
  '/quartiers/sanitas-tours/imprimer',
  '/quartiers/sanitas-tours/besoins/garde-enfants/imprimer',
  '/acteurs/imprimer?genre=mission-locale',
];

for (const path of lists) {
  test(`every entry of ${path} is on paper once, under a head on each page`, async ({ page, baseURL }) => {
    test.slow();
    await page.goto(path);
    const numbered = await page.locator('[data-entry]').evaluateAll((rows) =>
      rows.map((row) => row.querySelector('td').textContent + row.querySelector('b').textContent),
    );
    const addresses = await page.locator('[data-entry]:not([data-entry=""])').count();
    const pages = await printed(page);

    const text = pages.join(' ');
    expect(numbered.length).toBeGreaterThan(10);
    expect(missing(text, numbered)).toEqual([]);
    // That of the list stands at its head.
    expect(addressCount(text, baseURL)).toBe(addresses + 1);
    for (const [at, text] of pages.entries()) {
      expect(text).toContain('Ce que c’est');
      expect(text).toContain(`Page ${at + 1} sur ${pages.length}`);
    }
  });

  test(`no box of ${path} covers another one on paper`, async ({ page }) => {
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize(sheet);
    await page.goto(path);
    const faults = await page.evaluate(() => {
      const found = [];
      const boxes = [...document.querySelectorAll('.paper-list :is(th,td)')].map((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return { cell, rects: [...range.getClientRects()], box: cell.getBoundingClientRect() };
      });
      for (const { cell, rects, box } of boxes) {
        const outside = rects.some((it) => it.right > box.right + 1 || it.bottom > box.bottom + 1 || it.top < box.top - 1);
        if (outside) found.push(cell.textContent);
      }
      const rows = [...document.querySelectorAll('.paper-list tr')].map((row) => row.getBoundingClientRect());
      rows.slice(1).forEach((row, at) => row.top < rows[at].bottom - 1 && found.push(`row ${at + 1}`));
      return found;
    });
    expect(faults).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(sheet.width);
  });
}

for (const path of ['/initiatives/livret', '/initiatives/livret?departement=37&par=quartier', '/recueils/a-bras-le-coeur/livret']) {
  test(`the booklet ${path} prints each entry once, with its number`, async ({ page, baseURL }) => {
    test.slow();
    await page.goto(path);
    const names = await page.locator('[data-entry] h3').allTextContents();
    const [cover, ...pages] = await printed(page);

    const text = pages.join(' ');
    expect(missing(text, names)).toEqual([]);
    expect(addressCount(text, baseURL)).toBe(names.length);
    expect(cover).toContain('Valable jusqu’au');
    expect(cover).not.toContain('Page 1');
    expect(pages.at(-1)).toContain(`Page ${pages.length + 1} sur ${pages.length + 1}`);
  });
}

/** Ids that the site finds for a text at the neighbourhood, on all pages. */
async function siteIds(request, text) {
  const ids = [];
  for (let number = 1, pages = 1; number <= pages; number += 1) {
    const params = { quartier: 'sanitas-tours', q: text, page: number };
    const answer = await (await request.get('/api/v1/initiatives', { params })).json();
    ids.push(...answer.items.map((it) => `i${it.id}`));
    ({ pages } = answer);
  }
  return ids;
}

const texts = ['garde', 'Garde d’enfants', 'crèche', 'PERMIS', 'français', 'emploi', 'femmes', 'Sanitas', 'caf', 'vélo', 'logement', 'jeunes'];

test('a pocket pack opened from disk without a network finds what the site finds', async ({ browser, request }, info) => {
  const answer = await request.get('/quartiers/sanitas-tours/poche.html');
  const file = info.outputPath('poche.html');
  await writeFile(file, await answer.body());
  const context = await browser.newContext({ ...reader, offline: true });
  const page = await context.newPage();
  const asked = [];
  const errors = [];
  page.on('request', (it) => asked.push(it.url()));
  page.on('console', (it) => errors.push(it.text()));
  page.on('pageerror', (it) => errors.push(it.message));
  await page.goto(`file://${file}`);
  const field = page.getByRole('searchbox');

  for (const text of texts) {
    await field.fill(text);
    const shown = await page.locator('#liste > li:visible').evaluateAll((all) => all.map((it) => it.id));
    expect(shown, text).toEqual(await siteIds(request, text));
  }

  await field.fill('');
  await expect(page.getByRole('navigation')).toBeVisible();
  expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([`file://${file}`]);
  expect(errors).toEqual([]);
  await context.close();
});

test('a pocket pack without script shows everything but the search', async ({ browser, request }, info) => {
  const file = info.outputPath('poche.html');
  await writeFile(file, await (await request.get('/quartiers/sanitas-tours/poche.html')).body());
  const context = await browser.newContext({ ...reader, javaScriptEnabled: false, offline: true });
  const page = await context.newPage();
  await page.goto(`file://${file}`);
  await expect(page.getByRole('searchbox')).toBeHidden();
  await page.getByRole('link', { name: 'Garde d’enfants', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Garde d’enfants', level: 2 })).toBeInViewport();
  await context.close();
});
