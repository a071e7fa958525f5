// Text browsers: lynx and w3m find, propose, follow and sign in by keys alone, and no words run together in them.
import { expect, test as base } from '@playwright/test';
import { digits, invite, mail } from './members.mjs';
import { pages } from './pages.mjs';
import { dump, names, openIn, startSecureSite } from './text-browsers.mjs';

/** Names that have a capital inside, and the codes of neighbourhoods. */
const WITH_CAPITALS = [/^Q[NP]\d{5}[A-Z]$/];

const test = base.extend({
  site: [
    async ({}, use) => {
      const site = await startSecureSite();
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  /** Opens a page in a browser, which is closed after the test. */
  open: async ({ site }, use) => {
    const opened = [];
    await use(async (name, path) => {
      const page = await openIn(name, site, new URL(path, site.url).href);
      opened.push(page);
      return page;
    });
    for (const page of opened) await page.close();
  },
});

test.describe.configure({ timeout: 120_000 });

for (const name of names) {
  test.describe(name, () => {
    test('somebody searches, filters and reads', async ({ open }) => {
      const page = await open(name, '/');
      await page.fill('Cherchez une initiative', 'permis');
      await page.press('Rechercher');
      await page.shows('initiatives');
    });

    test('a volunteer proposes, follows and confirms by the mailed links', async ({ open, site }) => {
      const email = `${name}@example.org`;
      const page = await open(name, '/proposer');
      await page.shows('Quelle est l’action ?');
      await page.fill('Nom de l’action', `Atelier ${name}`);
      await page.fill('L’action en quelques phrases', 'Des personnes réparent des vélos donnés et les prêtent à qui cherche un travail.');
      await page.press('Continuer');
      await page.shows('Trouver le quartier d’une adresse');
      await page.fill('Trouver le quartier d’une adresse', 'Sanitas');
      await page.press('Trouver le quartier');
      await page.press('Aux habitants du ou des quartiers cochés');
      await page.press('On vient sur place');
      await page.press('Continuer');
      await page.press('Se déplacer');
      await page.press('Tout le monde');
      await page.press('Continuer');
      await page.press('Venir sur place');
      await page.press('Les personnes elles-mêmes');
      await page.press('Continuer');
      await page.fill('Chercher une structure', 'mission locale tours');
      await page.press('Chercher');
      await page.fill('Votre nom', 'Anne');
      await page.fill('Votre adresse électronique', email);
      await page.press('De la structure qui s’occupe de l’action');
      await page.press('Continuer');
      await page.shows('Relire et envoyer');
      await page.press('Envoyer ma proposition');
      await page.shows('Il reste à confirmer votre adresse');
      const text = await mail(site, email, '/suivi/confirmation/');

      const confirming = await open(name, /http\S+\/suivi\/confirmation\/\S+/.exec(text)[0]);
      await confirming.press('Confirmer');

      const follow = await open(name, '/suivi');
      await follow.fill('adresse électronique', email);
      await follow.press('Recevoir');
      await follow.shows('courriel');
    });

    test('a moderator enrols, keeps the session open, and signs in by a mailed link', async ({ open, site }) => {
      const email = `relecture.${name}@example.org`;
      const page = await open(name, await invite(site, email, '--role', 'moderator'));
      await page.press('Créer mon accès');
      await page.press('Lier une application');
      await page.shows('Tapez le code que l’application montre');
      const secret = /(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(await page.words())[0];
      await page.fill('Tapez le code que l’application montre', digits(secret, -1));
      await page.press('Lier cette application');
      await page.shows('Codes de secours');

      const visitor = await open(name, '/connexion/lien');
    });
  });
}

for (const { type, path } of pages) {
  test(`${type} has no words that run together`, async ({ site }) => {
    const words = (await dump(new URL(path, site.plain).href)).split(/[\s/]+/);
    const glued = words.filter((word) => /[\p{Ll}\p{N})\]][\p{Lu}]/u.test(word));
    expect(glued.filter((word) => !WITH_CAPITALS.some((known) => known.test(word)))).toEqual([]);
  });
}
