// Filters of lists: what is ticked, the number on the button, opened filters and their focus, Back.
import { desktop, phone } from './browser.mjs';
import { expect, test } from './support.mjs';

const form = (page) => page.getByRole('form', { name: 'Filtrer les initiatives' });
const box = (page, name) => form(page).getByRole('checkbox', { name });
const button = (page) => form(page).getByRole('button');
const opener = (page, name) => form(page).getByRole('link', { name });
const group = (page, name) => form(page).getByRole('group', { name });
const total = async (page) => Number((await page.locator('#resultats h2.count').first().innerText()).replace(/\D/g, ''));

/** Query parameters of the address, sorted. */
const query = (page) => [...new URL(page.url()).searchParams].map((pair) => pair.join('=')).sort();

/** Shows the form where it is collapsed. */
async function unfoldFilters(page) {
  if (!(await form(page).isVisible())) await page.locator('summary', { hasText: /^filtrer/i }).click();
}

for (const viewport of [phone, desktop]) {
  test.describe(`${viewport.width} pixels`, () => {
    test.use({ viewport });

    test('a filter that opens keeps what is ticked, is sent with it, and has the focus', async ({ page }) => {
      await page.goto('/initiatives?q=emploi');
      await unfoldFilters(page);
      await box(page, /^se déplacer/i).check();
      await opener(page, /^pour qui/i).click();

      await expect(group(page, 'Pour qui')).toBeVisible();
      await expect(page).toHaveURL(/#filtre-public$/);
      expect(query(page)).toEqual(['filtres=public', 'frein=mobilite', 'q=emploi']);
      await expect(group(page, 'Pour qui')).toBeFocused();
      await expect(box(page, /^se déplacer/i)).toBeChecked();

      await opener(page, /^état/i).click();
      await expect(group(page, 'État')).toBeFocused();
      await expect(group(page, 'Pour qui')).toBeVisible();
      expect(query(page)).toEqual(['filtres=etat', 'filtres=public', 'frein=mobilite', 'q=emploi']);

      await box(page, /^jeunes/i).check();
      await button(page).click();
      await expect(page).toHaveURL(/#resultats$/);
      expect(query(page).filter((pair) => /^(frein|public|q)=./.test(pair)))
        .toEqual(['frein=mobilite', 'public=jeunes', 'q=emploi']);
    });

    test('Back closes what was opened, and what is ticked is what is shown', async ({ page }) => {
      await page.goto('/initiatives?frein=mobilite');
      await unfoldFilters(page);
      await box(page, /^se déplacer/i).uncheck();
      await box(page, /^numérique/i).check();
      await opener(page, /^pour qui/i).click();
      await expect(group(page, 'Pour qui')).toBeFocused();
      await expect(box(page, /^numérique/i)).toBeChecked();
      await expect(box(page, /^se déplacer/i)).not.toBeChecked();

      await page.goBack();
      await expect(page).toHaveURL(/\?frein=mobilite$/);
      await unfoldFilters(page);
      await expect(opener(page, /^pour qui/i)).toBeVisible();
      await expect(box(page, /^se déplacer/i)).toBeChecked();
      await expect(box(page, /^numérique/i)).not.toBeChecked();

      await page.goForward();
      await expect(group(page, 'Pour qui')).toBeVisible();
      await expect(box(page, /^numérique/i)).toBeChecked();
      await expect(box(page, /^se déplacer/i)).not.toBeChecked();
    });
  });
}

test('the button tells how many results it leads to, and the page has so many', async ({ page }) => {
  await page.goto('/initiatives');
  await expect(button(page)).toHaveText('Voir les initiatives');
  await box(page, /^se déplacer/i).check();
  await expect(button(page)).toHaveText(/^Voir \d+ initiatives$/);
  const promised = Number((await button(page).innerText()).replace(/\D/g, ''));
  await button(page).click();
  await expect(page).toHaveURL(/frein=mobilite/);
  expect(await total(page)).toBe(promised);
});

test('a place that is typed leaves the number open, and no network leaves the button as it was', async ({ page, pageErrors }) => {
  await page.goto('/initiatives');
  await form(page).getByRole('textbox').fill('Tours');
  const answer = page.waitForResponse(/total/);
  await box(page, /^se déplacer/i).check();
  await answer;
  await expect(button(page)).toHaveText('Voir les initiatives');

  await form(page).getByRole('textbox').fill('');
  await page.route(/total/, (route) => route.abort());
  const failure = page.waitForEvent('requestfailed');
  await box(page, /^numérique/i).check();
  await failure;
  await expect(button(page)).toHaveText('Voir les initiatives');
  await button(page).click();
  await expect(page).toHaveURL(/frein=mobilite&frein=numerique|frein=numerique&frein=mobilite/);
  // Drops the error caused by this test itself.
  pageErrors.splice(0, pageErrors.length, ...pageErrors.filter((it) => !/total|ERR_FAILED/.test(it)));
});

test('a link of a filter opens in a new tab as any other', async ({ page, context }) => {
  await page.goto('/initiatives');
  const opened = context.waitForEvent('page');
  await opener(page, /^pour qui/i).click({ modifiers: ['Control'] });
  const tab = await opened;
  await expect(tab).toHaveURL(/filtres=public/);
  await expect(page).toHaveURL(/\/initiatives$/);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the link opens the filter for what was sent', async ({ page }) => {
    await page.goto('/initiatives?frein=mobilite');
    await opener(page, /^pour qui/i).click();
    await expect(group(page, 'Pour qui')).toBeVisible();
    await expect(box(page, /^se déplacer/i)).toBeChecked();
    expect(query(page)).toEqual(['filtres=public', 'frein=mobilite']);
  });
});
