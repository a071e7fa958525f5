// Place combobox and geolocation: keyboard, screen reader, no script; position granted, refused, slow.
import { inaccessible } from './audit.mjs';
import { phone } from './browser.mjs';
import { expect, test } from './support.mjs';

const box = (page) => page.getByRole('combobox', { name: /où habitez-vous/i });
const options = (page) => page.getByRole('listbox', { name: /lieux proposés/i }).getByRole('option');
const said = (page) => page.locator('[data-places$=lieux] [role=status]');
const around = (page) => page.getByRole('button', { name: 'Autour de moi' });

/** Types in the combobox and waits for the suggestions. */
async function type(page, text) {
  await box(page).fill(text);
  await expect(options(page).first()).toBeVisible();
}

test('the list is read, walked and chosen from by keyboard', async ({ page }) => {
  await page.goto('/');
  await expect(box(page)).toHaveAttribute('aria-expanded', 'false');
  await type(page, 'tours');
  await expect(box(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(said(page)).toHaveText('10 lieux proposés. Flèche du bas pour choisir. Entrée ouvre la page du lieu.');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - combobox /Où habitez-vous/ [expanded]: tours
    - listbox "Lieux proposés":
      - option /Tours Commune, 8 quartiers/
      - option /Bords de Loire Quartier, Tours/
  `);

  await box(page).press('ArrowDown');
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await expect(box(page)).toHaveAttribute('aria-activedescendant', await options(page).first().getAttribute('id'));
  await box(page).press('ArrowUp');
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true');
  await box(page).press('ArrowDown');
  await box(page).press('ArrowDown');
  await expect(box(page)).toBeFocused();
  await box(page).press('Enter');
  await expect(page).toHaveURL(/\/quartiers\/bords-de-loire-tours$/);

  await page.goBack();
  await expect(page).toHaveURL(/\/$/);
  await expect(box(page)).toHaveAttribute('aria-expanded', 'false');
});

test('the search box suggests needs, organisations and places, and stays a search', async ({ page }) => {
  const box = page.getByRole('combobox', { name: /chercher un mot/i });
  const pages = page.getByRole('listbox', { name: /pages proposées/i }).getByRole('option');
  await page.goto('/initiatives');
  await box.fill('nounou tours');
  await expect(pages.first()).toContainText('Garde d’enfants Besoin, Tours');
  await box.press('Enter');
  await expect(page).toHaveURL(/\/initiatives\?q=nounou/);

  await box.fill('sanitas');
  await expect(pages.first()).toContainText('Sanitas Quartier, Tours');
  await box.press('ArrowDown');
  await expect(pages.first()).toHaveAttribute('aria-selected', 'true');
  await box.press('Enter');
  await expect(page).toHaveURL(/\/quartiers\/sanitas-tours$/);
});

test('Tab goes on from the box to its button, however many places are proposed', async ({ page }) => {
  for (const path of ['/', '/quartiers', '/ou-suis-je', '/quartiers/bourges-nord']) {
    await page.goto(path);
    await type(page, 'tours');
    expect(await options(page).count(), path).toBeGreaterThan(5);
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Trouver' }), path).toBeFocused();
    await expect(box(page), path).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('Shift+Tab');
    await expect(box(page), path).toBeFocused();
  }
});

test('Escape closes the list and keeps the text; Home and End go back to the text', async ({ page }) => {
  await page.goto('/quartiers');
  await type(page, 'sanitas');
  await box(page).press('ArrowDown');
  await box(page).press('Home');
  await expect(box(page)).not.toHaveAttribute('aria-activedescendant', /./);
  await box(page).press('Escape');
  await expect(box(page)).toHaveAttribute('aria-expanded', 'false');
  await expect(box(page)).toHaveValue('sanitas');
  await box(page).press('ArrowDown');
  await expect(options(page).first()).toBeVisible();
  await page.getByRole('heading', { level: 1 }).click();
  await expect(box(page)).toHaveAttribute('aria-expanded', 'false');
});

test('Enter without a choice sends the form', async ({ page }) => {
  await page.goto('/');
  await type(page, 'kennedy');
  await box(page).press('Enter');
  await expect(page).toHaveURL(/\/ou-suis-je\?adresse=kennedy$/);
  await expect(page.locator('#choix .places').getByRole('link', { name: /kennedy|blois nord/i })).toHaveCount(2);
});

test('a tap on a proposal leads to its page', async ({ page }) => {
  await page.setViewportSize(phone);
  await page.goto('/');
  await type(page, 'gibjo');
  await options(page).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/bourges nord/i);
});

test('nothing to propose is announced, and the network may fail', async ({ page, pageErrors }) => {
  await page.goto('/');
  await box(page).fill('zzzzqqqq');
  await expect(said(page)).toHaveText(/aucun lieu/i);
  await page.route('**/api/v1/lieux*', (route) => route.abort());
  await box(page).fill('sanitas');
  await box(page).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/sanitas/i);
  // Drops the error caused by this test itself.
  pageErrors.splice(0, pageErrors.length, ...pageErrors.filter((it) => !/lieux|ERR_FAILED/.test(it)));
});

test('the list has no fault that a machine can read', async ({ page }) => {
  await page.goto('/');
  await type(page, 'tours');
  await box(page).press('ArrowDown');
  expect(await inaccessible(page)).toEqual([]);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the form finds the neighbourhood, and nothing promises a position', async ({ page }) => {
    await page.setViewportSize(phone);
    await page.goto('/');
    await expect(page.getByText('Autour de moi')).toBeHidden();
    const field = page.getByRole('textbox', { name: /où habitez-vous/i });
    await field.fill('Tours Sanitas');
    await field.press('Enter');
    await expect(page).toHaveURL(/\/quartiers\/sanitas-tours$/);
  });
});

test('a position that is given is rounded, and says in which neighbourhood it is', async ({ page, context }) => {
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: 47.384123456, longitude: 0.695987654 });
  await page.goto('/ou-suis-je');
  await expect(page.getByText(/va demander l.autorisation/)).toBeVisible();
  await around(page).click();
  await expect(page).toHaveURL(/\/ou-suis-je\?lat=47\.3841&lon=0\.6960$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/vous êtes/i);
});

test('a position that is refused leaves the box, and says what to do', async ({ page, context }) => {
  // A headless browser has nobody to answer the permission prompt: it refuses.
  await context.clearPermissions();
  await page.goto('/');
  await around(page).click();
  await expect(said(page)).toHaveText(/n.a pas été donnée\. Tapez plutôt/);
  await expect(box(page)).toBeFocused();
});

test('a position that never comes is given up after ten seconds', async ({ page }) => {
  await page.clock.install();
  await page.addInitScript(() => {
    navigator.geolocation.getCurrentPosition = () => {};
  });
  await page.goto('/');
  await around(page).click();
  await expect(said(page)).toHaveText(/attendons votre position/);
  await page.clock.runFor(10_000);
  await expect(said(page)).toHaveText(/trop de temps/);
  await expect(box(page)).toBeFocused();
});
