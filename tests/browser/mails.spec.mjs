// Mails fit a narrow window: at 320 px, and with text twice as large, nothing scrolls sideways.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from './mailbox.mjs';
import { expect, invite, mail, test } from './members.mjs';
import { begin, finish } from './volunteer.mjs';

const EMAIL = 'une.adresse.assez.longue.pour.une.ligne@annuaire.example.org';

/** The HTML of each mail that the site has written, by its subject. */
async function written(site) {
  const folder = join(site.data, 'mail');
  const names = (await readdir(folder)).filter((name) => /^[^.].*\.eml$/.test(name));
  const mails = await Promise.all(names.map(async (name) => parse(await readFile(join(folder, name), 'latin1'))));
  return new Map(mails.map(({ subject, html }) => [subject, html]));
}

test('each mail fits a window of 320 px, and of 640 px with text twice as large', async ({ page, context, site }) => {
  test.setTimeout(90_000);
  await begin(page, 'Anticonstitutionnellement'.repeat(4));
  await page.goto(page.url().replace(/\/ou$/, '/relire'));
  await page.getByLabel('Adresse électronique').fill(EMAIL);
  await page.getByRole('button', { name: 'M’envoyer le lien' }).click();
  await page.goto(page.url().replace(/\/relire.*$/, '/ou'));
  await finish(page, EMAIL);
  await page.getByRole('button', { name: 'Envoyer ma proposition' }).click();
  await mail(site, EMAIL, '/suivi/confirmation/');
  await page.goto('/suivi');
  await page.getByLabel('Votre adresse électronique').fill(EMAIL);
  await page.getByRole('button', { name: 'Recevoir mes liens' }).click();
  await page.goto(await invite(site, 'membre@example.org', '--role', 'moderator'));
  await page.getByRole('button', { name: 'Créer mon accès' }).click();
  await page.goto('/connexion/fin');
  await page.context().clearCookies();
  await page.goto('/connexion');
  await page.getByLabel('Votre adresse électronique').fill('membre@example.org');
  await page.getByRole('button', { name: 'Recevoir un lien' }).click();
  await expect.poll(async () => (await written(site)).size).toBeGreaterThanOrEqual(3);

  const devtools = await context.newCDPSession(page);
  for (const [subject, html] of await written(site)) {
    for (const [width, size] of [[320, 16], [640, 32]]) {
      await devtools.send('Page.setFontSizes', { fontSizes: { standard: size, fixed: size } });
      await page.setViewportSize({ width, height: 800 });
      await page.goto('about:blank');
      await page.setContent(html);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, `${subject} at ${width} px`).toBeLessThanOrEqual(0);
    }
  }
});
