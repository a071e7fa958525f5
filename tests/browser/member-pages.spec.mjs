// Pages of the moderation and of the author's follow-up: valid, accessible, headings in order, no overflow at 320 px.
import { invalid } from './audit.mjs';
import { desktop, phone } from './browser.mjs';
import { audit, authenticator, expect, invite, mail, test } from './members.mjs';
import { smallTargets } from './targets.mjs';
import { begin, finish } from './volunteer.mjs';

test.describe.configure({ timeout: 240_000 });

const profiles = [
  { viewport: phone, colorScheme: 'dark' },
  { viewport: desktop, colorScheme: 'light' },
];
const LONG = 'Anticonstitutionnellement'.repeat(5);

/** Checks accessibility in light and dark mode, target sizes and overflow on the page in its current state. */
async function sound(page, name) {
  for (const { viewport, colorScheme } of profiles) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await audit(page);
    if (viewport === phone) expect.soft(await page.evaluate(smallTargets), `${name}, targets`).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 700 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide, `${name} sticks out`).toBeLessThanOrEqual(0);
  await page.setViewportSize(desktop);
}

/** Loads the page at `path`, validates its HTML and checks it. */
async function visit(page, path) {
  const answer = await page.goto(path);
  expect(answer.status(), path).toBe(200);
  expect(await invalid(await answer.text(), path), path).toEqual([]);
  await sound(page, path);
}

test('the pages of the moderation and of following are sound in every state', async ({ page, browser, site }) => {
  await authenticator(page);
  await page.goto(await invite(site, 'claire@example.org', '--role', 'administrator'));
  await page.getByRole('button', { name: 'Créer mon accès' }).click();
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Codes de secours');
  await visit(page, '/moderation');

  const author = await (await browser.newContext({ baseURL: site.url })).newPage();
  await begin(author, LONG);
  await finish(author, 'longue@example.org');
  const draft = author.url().replace(/\/relire.*$/, '');
  await author.getByRole('button', { name: 'Envoyer ma proposition' }).click();
  const follow = author.url();
  await sound(author, 'to confirm');
  const text = await mail(site, 'longue@example.org', '/suivi/confirmation/');
  await visit(author, /http\S+\/suivi\/confirmation\/\S+/.exec(text)[0]);
  await author.getByRole('main').getByRole('button').first().click();
  await sound(author, 'waiting');
  await visit(author, `${draft}/apercu`);

  await visit(page, '/moderation');
  await page.getByRole('main').getByRole('link', { name: LONG }).click();
  const proposal = page.url();
  await visit(page, proposal);
  await visit(page, `${proposal}/apercu`);
  await page.goto(proposal);
  await page.getByRole('button', { name: 'Refuser' }).click();
  await sound(page, 'refused without a reason');
  await page.getByLabel(/Un mot pour/).fill('Merci.');
  await page.getByRole('checkbox', { name: 'Publier cette partie (Lieu)' }).uncheck();
  await page.getByRole('button', { name: 'Publier', exact: true }).click();
  await visit(page, proposal);
  await visit(author, follow);
  await author.getByRole('button', { name: 'Modifier ce qui est publié' }).click();
  await sound(author, 'a change');

  for (const file of ['quarantaine', 'decidees']) await visit(page, `/moderation?file=${file}`);
  await visit(page, '/moderation/initiatives?q=Anticonstitutionnellement');
  await visit(page, '/moderation/initiatives');
  await page.goto(proposal);
  await page.getByRole('link', { name: 'Voir l’historique de la fiche' }).click();
  const history = page.url();
  await visit(page, history);
  await visit(page, `${history}/correction`);
  await page.getByLabel('Nom de l’action').fill('x');
  await page.getByRole('button', { name: 'Publier la correction' }).click();
  await sound(page, 'a correction with a mistake');
  const beside = await page.context().newPage();
  await beside.goto(history);
  await page.goto(history);
  await page.getByRole('button', { name: 'Retirer du public' }).click();
  await sound(page, 'withdrawn without a reason');
  await page.getByLabel('Pourquoi la retirer ?').fill('Elle est finie.');
  await page.getByRole('button', { name: 'Retirer du public' }).click();
  await visit(page, history);
  await page.getByRole('link', { name: 'Comparer' }).first().click();
  await sound(page, 'two versions');
  await beside.getByLabel('Pourquoi la retirer ?').fill('Elle n’existe plus.');
  await beside.getByRole('button', { name: 'Retirer du public' }).click();
  await expect(beside.getByText('Elle n’existe plus.')).toBeVisible();
  await sound(beside, 'overtaken');
  await visit(author, follow);

  for (const path of ['/moderation/membres', '/moderation/compte', '/moderation/compte/codes', '/moderation/compte/application']) {
    await visit(page, path);
  }
  await page.goto('/moderation/membres');
  await page.getByRole('main').getByRole('link').first().click();
  await sound(page, 'a member');
  await author.context().close();
});
