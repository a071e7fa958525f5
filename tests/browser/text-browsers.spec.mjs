// Text browsers: lynx and w3m search, propose, follow and sign in by keys alone, and no words run together in them.
import { expect, test as base } from '@playwright/test';
import { digits, invite, mail } from './members.mjs';
import { pages } from './pages.mjs';
import { dump, names, openIn, startSecureSite } from './text-browsers.mjs';

/** Names with a capital inside, codes of neighbourhoods, an example of a code. */
const WITH_CAPITALS = /^(Q[NP]\d{5}[A-Z]|7K2M|9QXT|JavaScript|OpenStreetMap|CitésLab|A2I|Espace2Eco|SocialGouv|JobTouraine|expresS|CléA|C2S|E2C)$/;

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

test.describe.configure({ timeout: 180_000 });

for (const name of names) {
  test.describe(name, () => {
    test('somebody searches, filters and reads an initiative', async ({ open }) => {
      const page = await open(name, '/');
      await page.fill('Que cherchez-vous ?', 'permis');
      await page.press('Chercher');
      await page.shows('« permis »');
      await page.press('Indre-et-Loire');
      await page.press('Voir les initiatives');
      await page.shows('Retirer');
      await page.press('Chèque emploi régional');
      await page.shows('valable un an');
    });

    test('a volunteer proposes, confirms and asks for the links by mail', async ({ open, site }) => {
      const email = `${name}@example.org`;
      const page = await open(name, '/proposer');
      await propose(page, `Atelier ${name}`, email);
      await page.press('Envoyer ma proposition');
      await page.shows('Il reste à confirmer votre adresse');
      const sent = await mail(site, email, '/suivi/confirmation/');

      const confirming = await open(name, /http\S+\/suivi\/confirmation\/\S+/.exec(sent)[0]);
      await confirming.press('Confirmer');
      await confirming.shows('En attente de relecture');

      const asking = await open(name, '/suivi');
      await asking.fill('Votre adresse électronique', email);
      await asking.press('Recevoir mes liens');
      await asking.shows('Ses liens arrivent dans quelques minutes.');
      const links = await mail(site, email, 'Vos propositions');
      const following = await open(name, /http\S+\/suivi\/[\w-]{43}/.exec(links)[0]);
      await following.shows(`Atelier ${name}`);
    });

    test('a moderator enrols, and signs in by a mailed link and a code', async ({ open, site }) => {
      const email = `relecture.${name}@example.org`;
      const page = await open(name, await invite(site, email, '--role', 'moderator'));
      await page.press('Créer mon accès');
      await page.press('Lier une application');
      await page.shows('Tapez le code que l’application montre');
      const secret = /(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(await page.words())[0];
      await page.fill('Tapez le code que l’application montre', digits(secret, -1));
      await page.press('Lier cette application');
      await page.shows('Codes de secours');
      await page.press('Mon compte');
      await page.press('Garder cette session ouverte');
      await page.shows('Cette session reste ouverte, même sans rien faire.');
      // lynx keeps the address of a page with a query to itself, so that a form sent from there is refused.
      await page.press('Mon compte');
      await page.press('Se déconnecter');
      await page.shows('Par courriel et code');

      const visitor = await open(name, '/moderation');
      await visitor.fill('Votre adresse électronique', email);
      await visitor.press('Recevoir un lien');
      await visitor.shows('Regardez vos courriels');
      const text = await mail(site, email, '/connexion/lien/');
      const opened = await open(name, /http\S+\/connexion\/lien\/\S+/.exec(text)[0]);
      await opened.fill('Code de votre application', digits(secret));
      await opened.press('Me connecter');
      await opened.shows('Vous êtes relecture');
    });
  });
}

/** All steps of the form, to the page that shows them again. */
async function propose(page, title, email) {
  await page.shows('Quelle est l’action ?');
  await page.fill('Nom de l’action', title);
  await page.fill('L’action en quelques phrases', 'Des personnes réparent des vélos donnés et les prêtent à qui cherche un travail.');
  await page.press('Oui, elle continue sans date de fin');
  await page.press('Continuer');
  await page.shows('Où se passe l’action ?');
  await page.fill('Trouver le quartier d’une adresse', 'Sanitas');
  await page.press('Trouver le quartier');
  await page.shows('Sanitas, Tours');
  await page.press('Aux habitants du ou des quartiers cochés');
  await page.press('On vient sur place');
  await page.press('Continuer');
  await page.shows('Pour qui, et pour quels besoins ?');
  await page.press('Se déplacer');
  await page.press('Tout le monde');
  await page.press('Continuer');
  await page.shows('Comment y participer ?');
  await page.press('Venir sur place');
  await page.press('Les personnes elles-mêmes');
  await page.press('Continuer');
  await page.shows('et qui êtes-vous ?');
  await page.fill('Chercher une structure', 'mission locale tours');
  await page.press('Chercher');
  await page.shows('Est-ce une de ces structures ?');
  await page.press('Mission locale de Touraine – antenne Centre');
  await page.fill('Votre nom', 'Anne');
  await page.fill('Votre adresse électronique', email);
  await page.press('De la structure qui s’occupe de l’action');
  await page.press('Relire ma proposition');
  await page.shows('Relire et envoyer');
}

for (const { type, path } of pages) {
  test(`${type} has no words that run together`, async ({ site }) => {
    const words = (await dump(new URL(path, site.plain).href)).split(/[\s/’'(«-]+/u);
    expect(words.length, 'the page is printed').toBeGreaterThan(30);
    const glued = words.filter((word) => /[\p{Ll}\p{N})\]]\p{Lu}/u.test(word));
    expect(glued.map((word) => word.replace(/[,.:;)]+$/, '')).filter((word) => !WITH_CAPITALS.test(word))).toEqual([]);
  });
}
