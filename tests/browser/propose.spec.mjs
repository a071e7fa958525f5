// A volunteer proposes on a phone, and continues elsewhere by the link; with and without script.
import { inaccessible, invalid } from './audit.mjs';
import { phone } from './browser.mjs';
import { expect, test, unfold } from './support.mjs';
import { smallTargets } from './targets.mjs';
import { begin, finish, go } from './volunteer.mjs';

const NORMAL_TEXT = 16;

/** Checks the step in its current state: accessibility, valid HTML, overflow, target size. */
async function sound(page, step) {
  const html = await page.evaluate(() => fetch(location.href).then((answer) => answer.text())).catch(() => '');
  if (html) expect(await invalid(html, step), step).toEqual([]);
  await unfold(page);
  expect(await inaccessible(page), step).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wide, `${step} is too wide`).toBe(false);
  expect.soft(await page.evaluate(smallTargets), `${step}, targets`).toEqual([]);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ viewport: { width: 360, height: 740 }, javaScriptEnabled });

    test('a volunteer leaves, goes on elsewhere by the link, and sends', async ({ page, browser, baseURL }) => {
      await begin(page, 'Atelier vélo, un essai');
      await page.getByLabel('Nom du lieu').fill('Centre de vie');
      await page.getByRole('button', { name: 'Enregistrer et finir plus tard' }).click();
      await expect(page.getByText('Votre brouillon est enregistré')).toBeVisible();
      const link = page.url().replace(/\/relire.*$/, '');

      const elsewhere = await browser.newContext({ baseURL, viewport: phone, javaScriptEnabled });
      const other = await elsewhere.newPage();
      await other.goto(link);
      await expect(other).toHaveURL(/\/ou$/);
      await expect(other.getByLabel('Nom du lieu')).toHaveValue('Centre de vie');
      await finish(other);
      await other.getByRole('link', { name: /Voir la fiche/ }).click();
      await expect(other.getByRole('heading', { level: 1 })).toHaveText('Atelier vélo, un essai');
      await other.goBack();
      await other.getByRole('button', { name: 'Envoyer ma proposition' }).click();
      await expect(other).toHaveURL(/\/suivi\/[\w-]{43}$/);
      await expect(other.getByText('Il reste à confirmer votre adresse')).toBeVisible();
      await elsewhere.close();
    });
  });
}

for (const colorScheme of ['light', 'dark']) {
  test.describe(`every step, ${colorScheme}`, () => {
    test.use({ viewport: { width: 360, height: 740 }, colorScheme });

    test('is sound when empty, in error and filled', async ({ page }) => {
      test.setTimeout(120_000);
      await page.goto('/proposer');
      await sound(page, 'quoi');
      await begin(page, 'Atelier vélo, étape par étape');
      const draft = page.url().replace(/\/ou$/, '');
      for (const step of ['ou', 'pour-qui', 'rejoindre', 'vous']) {
        await page.goto(`${draft}/${step}`);
        await sound(page, `${step}, empty`);
        await go(page);
        await expect(page.locator('#erreurs')).toBeFocused();
        await sound(page, `${step}, in error`);
        for (const href of await page.locator('#erreurs a').evaluateAll((all) => all.map((a) => a.hash))) {
          await expect(page.locator(href), `${step} ${href}`).toHaveCount(1);
        }
      }
      await page.goto(`${draft}/relire`);
      await sound(page, 'relire, in error');
      await page.goto(`${draft}/ou`);
      await finish(page);
      await sound(page, 'relire');
      await page.goto(`${draft}/ou`);
      await sound(page, 'ou, filled');
      await page.goto(`${draft}/apercu`);
      await sound(page, 'apercu');
      await page.goto(`${draft}/relire`);
      await page.getByRole('button', { name: 'Envoyer ma proposition' }).click();
      await sound(page, 'suivi');
      await page.getByRole('link', { name: 'Effacer ma proposition' }).click();
      await sound(page, 'effacement');
      await page.goto('/suivi');
      await sound(page, 'ask');
      await page.goto('/suivi/inconnu');
      await sound(page, 'unknown');
    });
  });
}

test('the list of neighbourhoods shortens and the counter counts as one types', async ({ page }) => {
  await begin(page, 'Atelier vélo, avec script');
  await page.getByLabel('Filtrer la liste').fill('gibj');
  await page.getByLabel('Filtrer la liste').fill('bourges');
  await expect(page.getByLabel('Sanitas, Tours')).toBeHidden();
  await expect(page.getByLabel('Bourges Nord', { exact: false }).first()).toBeVisible();
  await page.getByLabel('Trouver le quartier d’une adresse').fill('Sanitas');
  await page.keyboard.press('Enter');
  await expect(page.locator('#trouve')).toBeFocused();
  await page.goto(page.url().replace(/\/ou(#.*)?$/, '/quoi'));
  await page.getByLabel('Nom de l’action').fill('x'.repeat(151));
  await expect(page.locator('#titre-n')).toHaveText('1 caractères de trop');
});

test('no step scrolls sideways on a phone whose text is larger', async ({ page, context }) => {
  test.setTimeout(60_000);
  await page.setViewportSize(phone);
  await begin(page, 'Atelier vélo, en grand');
  const draft = page.url().replace(/\/ou$/, '');
  const browser = await context.newCDPSession(page);
  for (const size of [1.3, 2].map((times) => Math.round(NORMAL_TEXT * times))) {
    await browser.send('Page.setFontSizes', { fontSizes: { standard: size, fixed: size } });
    for (const step of ['quoi', 'ou', 'pour-qui', 'rejoindre', 'vous', 'relire']) {
      await page.goto(`${draft}/${step}`);
      await unfold(page);
      expect(await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))).toBe(size);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, `${step} at ${size} px`).toBeLessThanOrEqual(0);
    }
  }
});
