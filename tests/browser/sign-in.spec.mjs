// Sign-in by passkey, and without script by mailed link and one-time code.
import { phone } from './browser.mjs';
import { audit, authenticator, digits, expect, invite, mail, test } from './members.mjs';

const heading = (page) => page.getByRole('heading', { level: 1 });
const out = (page) => page.getByRole('button', { name: 'Se déconnecter' }).click();

test('an administrator enrols with a passkey, signs out, and signs in with it', async ({ page, site, context }) => {
  await page.setViewportSize(phone);
  const key = await authenticator(page);
  await page.goto(await invite(site, 'anne@example.org', '--name', 'Anne Martin', '--role', 'administrator'));
  await expect(heading(page)).toHaveText('Bienvenue, Anne Martin');
  await audit(page);
  await page.getByRole('button', { name: 'Créer mon accès' }).click();
  await expect(heading(page)).toHaveText('Mon compte');
  await audit(page);
  const cookies = await context.cookies();
  const kinds = cookies.map(({ name, httpOnly, secure, sameSite, expires }) => ({ name, httpOnly, secure, sameSite, lasts: expires > 0 }));
  expect(kinds.sort((a, b) => a.name.localeCompare(b.name))).toEqual([
    // Marks a browser in which the account was signed in, for half a year.
    { name: '__Host-k', httpOnly: true, secure: true, sameSite: 'Lax', lasts: true },
    { name: '__Host-s', httpOnly: true, secure: true, sameSite: 'Lax', lasts: false },
  ]);

  await page.getByLabel('Nom de cette clé').fill('Téléphone d’Anne');
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await expect(heading(page)).toHaveText('Codes de secours');
  const [made] = await key.credentials();
  expect(made.isResidentCredential).toBe(true);
  await page.getByRole('button', { name: 'Créer dix codes de secours' }).click();
  await expect(heading(page)).toHaveText('Vos dix codes de secours');
  await expect(page.locator('.codes code')).toHaveCount(10);
  await audit(page);
  await page.getByRole('link', { name: 'Je les ai gardés' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Téléphone d’Anne' })).toBeVisible();

  await out(page);
  await expect(heading(page)).toHaveText('Se connecter');
  await audit(page);
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['__Host-k']);
  await page.goto('/moderation/membres');
  await page.getByRole('button', { name: 'Me connecter avec ma clé d’accès' }).click();
  await expect(page).toHaveURL(/\/moderation\/membres$/);
  await expect(heading(page)).toHaveText('Membres de la modération');
  await audit(page);
});

test('a passkey that does not verify its user is told, and another try works', async ({ page, site }) => {
  const key = await authenticator(page);
  await page.goto(await invite(site, 'lea@example.org', '--role', 'moderator'));
  await page.getByRole('button', { name: 'Créer mon accès' }).click();
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await expect(heading(page)).toHaveText('Codes de secours');
  await out(page);

  await key.verifies(false);
  await page.getByRole('button', { name: 'Me connecter avec ma clé d’accès' }).click();
  await expect(page.getByRole('status')).toHaveText(/n’a pas répondu, ou vous avez annulé/);
  await key.verifies(true);
  await page.getByRole('button', { name: 'Me connecter avec ma clé d’accès' }).click();
  await expect(page).toHaveURL(/\/moderation$/);
});

test('a session that ends while one types costs nothing: sign in beside, and send again', async ({ page, site, context }) => {
  await authenticator(page);
  await page.goto(await invite(site, 'eve@example.org', '--role', 'administrator'));
  await page.getByRole('button', { name: 'Créer mon accès' }).click();
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await expect(heading(page)).toHaveText('Codes de secours');
  await page.goto('/moderation/membres');
  await page.getByLabel('Adresse électronique').fill('nouvelle@example.org');
  await page.getByLabel('Prénom et nom').fill('Nouvelle Venue');
  await page.getByLabel('Relit et publie').check();
  await context.clearCookies();
  await page.getByRole('button', { name: 'Envoyer l’invitation' }).click();
  await expect(heading(page)).toHaveText('Connectez-vous pour continuer');
  await expect(page.getByText('Nouvelle Venue')).toBeVisible();
  await audit(page);

  // The virtual authenticator belongs to this tab: a second page stands in for the other authenticator.
  const opened = page.getByRole('link', { name: 'Me connecter' });
  await expect(opened).toHaveAttribute('target', '_blank');
  const [beside] = await Promise.all([context.waitForEvent('page'), opened.click()]);
  await expect(heading(beside)).toHaveText('Se connecter');
  await beside.close();
  const link = await invite(site, 'eve@example.org', '--reset');
  const other = await context.newPage();
  await other.goto(link);
  await other.getByRole('button', { name: 'Créer mon accès' }).click();
  await authenticator(other);
  await other.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await expect(heading(other)).toHaveText('Codes de secours');
  await other.close();

  await page.getByRole('button', { name: 'Envoyer à nouveau' }).click();
  await expect(heading(page)).toHaveText('Membres de la modération');
  await expect(page.getByRole('row').filter({ hasText: 'Nouvelle Venue' })).toContainText('Invitation envoyée');
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a moderator enrols with an authenticator and signs in by mail and code', async ({ page, site }) => {
    await page.setViewportSize(phone);
    await page.goto(await invite(site, 'paul@example.org', '--role', 'moderator'));
    await page.getByRole('button', { name: 'Créer mon accès' }).click();
    await expect(page.getByRole('button', { name: 'Ajouter une clé d’accès' })).toBeHidden();
    await page.getByRole('link', { name: 'Lier une application' }).click();
    const secret = await page.locator('[data-secret]').innerText();
    await page.getByLabel('Tapez le code que l’application montre').fill(digits(secret, -1));
    await page.getByRole('button', { name: 'Lier cette application' }).click();
    await expect(heading(page)).toHaveText('Codes de secours');
    await page.getByRole('button', { name: 'Créer dix codes de secours' }).click();
    const codes = await page.locator('.codes code').allInnerTexts();
    await page.getByRole('link', { name: 'Je les ai gardés' }).click();
    await out(page);

    await page.goto('/moderation/compte');
    await page.getByLabel('Votre adresse électronique').fill('Paul@Example.org');
    await page.getByRole('button', { name: 'Recevoir un lien' }).click();
    await expect(heading(page)).toHaveText('Regardez vos courriels');
    const link = /http\S+\/connexion\/lien\/\S+/.exec(await mail(site, 'paul@example.org', '/connexion/lien/'))[0];
    await page.goto(link);
    await expect(heading(page)).toHaveText('Se connecter au compte de paul');
    await page.getByLabel('Code de votre application').fill('000000');
    await page.getByRole('button', { name: 'Me connecter' }).click();
    await expect(page.getByRole('alert').getByRole('link')).toHaveCount(1);
    await page.getByLabel('Code de votre application').fill(digits(secret));
    await page.getByRole('button', { name: 'Me connecter' }).click();
    await expect(page).toHaveURL(/\/moderation\/compte$/);
    await expect(page.getByRole('listitem').filter({ hasText: 'par courriel et code' })).toBeVisible();
    await out(page);

    await page.getByLabel('Votre adresse électronique').fill('paul@example.org');
    await page.getByRole('button', { name: 'Recevoir un lien' }).click();
    await expect(heading(page)).toHaveText('Regardez vos courriels');
    await expect.poll(async () => (await mail(site, 'paul@example.org', '/connexion/lien/')).includes(link)).toBe(false);
    const text = await mail(site, 'paul@example.org', '/connexion/lien/');
    await page.getByRole('textbox', { name: 'Code du courriel' }).fill(/^ +([0-9A-Z]{4}-[0-9A-Z]{4})\s*$/m.exec(text)[1]);
    await page.getByText('Je n’ai pas mon application').click();
    await page.getByRole('textbox', { name: 'Code de secours' }).fill(codes[0]);
    await page.getByRole('button', { name: 'Me connecter' }).click();
    await expect(page).toHaveURL(/\/moderation$/);
  });
});
