// Moderation by keyboard: from the queue to the public page, and the shortcut keys of the queue.
import { desktop, phone } from './browser.mjs';
import { focused, tabTo } from './focus.mjs';
import { audit, authenticator, expect, invite, mail, test } from './members.mjs';
import { begin, finish } from './volunteer.mjs';

test.describe.configure({ timeout: 120_000 });

const heading = (page) => page.getByRole('heading', { level: 1 });
const main = (page) => page.getByRole('main');

/** Submits a proposal with `title` and confirms the email address. */
async function propose(browser, site, title) {
  const context = await browser.newContext({ baseURL: site.url });
  const page = await context.newPage();
  const email = `${title.replace(/\W/g, '').toLowerCase()}@example.org`;
  await begin(page, title);
  await finish(page, email);
  await page.getByRole('button', { name: 'Envoyer ma proposition' }).click();
  const text = await mail(site, email, '/suivi/confirmation/');
  await page.goto(/http\S+\/suivi\/confirmation\/\S+/.exec(text)[0]);
  await main(page).getByRole('button').first().click();
  await expect(page).toHaveURL(/\/suivi\/[\w-]{43}$/);
  await context.close();
}

/** Registers a moderator with a passkey and opens the sign-in page. */
async function moderator(page, site, email) {
  await authenticator(page);
  await page.goto(await invite(site, email, '--role', 'moderator'));
  await page.getByRole('button', { name: 'Créer mon accès' }).click();
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await expect(heading(page)).toHaveText('Codes de secours');
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(heading(page)).toHaveText('Se connecter');
}

/** Moves the focus to `target` by Tab and presses `key`. */
async function press(page, target, key) {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

for (const [device, viewport] of Object.entries({ phone, desktop })) {
  test(`a proposal is worked from sign-in to publication by keyboard alone, ${device}`, async ({ page, browser, site }) => {
    const title = `Atelier clavier ${device}`;
    await propose(browser, site, title);
    await page.setViewportSize(viewport);
    await moderator(page, site, `clavier.${device}@example.org`);
    await page.goto('/connexion');

    await press(page, page.getByRole('button', { name: 'Me connecter avec ma clé d’accès' }), 'Enter');
    await expect(page).toHaveURL(/\/moderation$/);
    await press(page, main(page).getByRole('link', { name: title }), 'Enter');
    await expect(heading(page)).toHaveText(title);
    const proposal = page.url();
    await press(page, page.getByRole('button', { name: 'Réserver pour la relire' }), 'Space');
    await expect(page.getByText(/Vous avez réservé cette proposition/)).toBeVisible();

    // Refusal without a message: the focus moves to the error summary, and from there to the field.
    await press(page, page.getByRole('button', { name: 'Refuser' }), 'Enter');
    await expect(page.locator('#erreurs')).toBeFocused();
    await press(page, page.getByRole('link', { name: /Écrivez un mot pour l’auteur/ }), 'Enter');
    await expect(page.getByLabel(/Un mot pour/)).toBeFocused();
    await page.keyboard.type('Merci, et bravo.');
    await page.goto(proposal);

    const part = page.getByRole('checkbox', { name: 'Publier cette partie (Besoins)' });
    await press(page, part, 'Space');
    await expect(part).not.toBeChecked();
    await page.keyboard.press('Space');
    await expect(part).toBeChecked();
    await tabTo(page, page.getByLabel(/Un mot pour/));
    await page.keyboard.type('Merci, et bravo.');
    await tabTo(page, page.getByLabel(/Raison du refus/));
    await press(page, page.getByRole('button', { name: 'Publier', exact: true }), 'Enter');
    await expect(page.locator('[data-state]')).toHaveText('Publiée');
    await tabTo(page, page.getByRole('button', { name: 'Revenir sur cette décision' }));
    await audit(page);

    await page.goto(`/initiatives?q=${encodeURIComponent(title)}`);
    await expect(page.locator('#resultats .cards').getByRole('link', { name: title }).first()).toBeVisible();
  });
}

test('J, K and O go through the queue once they are switched on, and only there', async ({ page, browser, site }) => {
  const titles = ['Lettres une', 'Lettres deux'];
  for (const title of titles) await propose(browser, site, title);
  await moderator(page, site, 'lettres@example.org');
  await page.getByRole('button', { name: 'Me connecter avec ma clé d’accès' }).click();
  await expect(page).toHaveURL(/\/moderation$/);
  const links = page.locator('[data-proposal] th a');
  await expect(links.filter({ hasText: /^Lettres/ })).toHaveText(titles);
  const box = page.getByLabel('Utiliser les raccourcis J, K et O');

  // Off by default (WCAG 2.1.4); the page documents the keys.
  await expect(box).not.toBeChecked();
  await expect(page.locator('[data-shortcuts]')).toContainText('J : proposition suivante. K : précédente. O : ouvrir.');
  for (const key of ['j', 'k', 'o']) await page.keyboard.press(key);
  await expect(page.locator('body')).toBeFocused();
  await expect(page).toHaveURL(/\/moderation$/);

  await press(page, box, 'Space');
  await expect(box).toBeChecked();
  await page.keyboard.press('j');
  await expect(links.first()).toBeFocused();
  expect((await page.evaluate(focused)).seen).toBe(true);
  await page.keyboard.press('k');
  await expect(links.first()).toBeFocused();
  await page.keyboard.press('j');
  await expect(links.nth(1)).toBeFocused();
  for (const _ of titles.concat(titles)) await page.keyboard.press('J');
  await expect(links.last()).toBeFocused();
  for (const chord of ['Control+k', 'Alt+k', 'Meta+k']) await page.keyboard.press(chord);
  await expect(links.last()).toBeFocused();
  await page.keyboard.press('k');
  await expect(links.nth(-2)).toBeFocused();
  const name = await links.nth(-2).innerText();
  await page.keyboard.press('o');
  await expect(heading(page)).toHaveText(name);

  // The choice persists; typing in a field triggers nothing.
  await page.goBack();
  await expect(box).toBeChecked();
  for (const field of ['<input type="text">', '<textarea></textarea>', '<input type="search">', '<p contenteditable="true"></p>']) {
    const typed = await page.evaluateHandle((html) => {
      document.querySelector('main').insertAdjacentHTML('afterbegin', html);
      const made = document.querySelector('main').firstElementChild;
      made.focus();
      return made;
    }, field);
    await page.keyboard.type('jko');
    const [here, text] = await typed.evaluate((it) => [it === document.activeElement, it.value ?? it.textContent]);
    expect([here, text], field).toEqual([true, 'jko']);
    await typed.evaluate((it) => it.remove());
  }

  await box.focus();
  await page.keyboard.press('Space');
  await expect(box).not.toBeChecked();
  await page.keyboard.press('j');
  await expect(box).toBeFocused();
  await page.reload();
  await expect(box).not.toBeChecked();
});

test('a page with nothing to go through offers no letters', async ({ page, site }) => {
  await moderator(page, site, 'vide@example.org');
  await page.getByRole('button', { name: 'Me connecter avec ma clé d’accès' }).click();
  await expect(page).toHaveURL(/\/moderation$/);
  await page.goto('/moderation?file=quarantaine');
  await expect(main(page)).toBeVisible();
  await expect(page.locator('[data-shortcuts]').filter({ visible: true })).toHaveCount(0);
  await page.keyboard.press('j');
  await expect(page.locator('body')).toBeFocused();
});
