// Screenshots of member and author pages, in every state: node screenshots-members.mjs [FOLDER]
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { desktop, launchOptions, phone } from './browser.mjs';
import { authenticator, invite, mail } from './members.mjs';
import { startNamedProgram } from './site.mjs';
import { begin, finish, go } from './volunteer.mjs';

const folder = process.argv[2] ?? fileURLToPath(new URL('../../target/screenshots-members', import.meta.url));
const profiles = [
  { name: '360-light', viewport: phone, colorScheme: 'light', media: 'screen' },
  { name: '360-dark', viewport: phone, colorScheme: 'dark', media: 'screen' },
  { name: '1280-light', viewport: desktop, colorScheme: 'light', media: 'screen' },
  { name: '1280-dark', viewport: desktop, colorScheme: 'dark', media: 'screen' },
  { name: 'print', viewport: { width: 794, height: 1123 }, colorScheme: 'light', media: 'print' },
];

await mkdir(folder, { recursive: true });
const site = await startNamedProgram([]);
const browser = await chromium.launch(launchOptions);
const context = async () => {
  const made = await browser.newContext({ baseURL: site.url, locale: 'fr-FR', timezoneId: 'Europe/Paris' });
  return made.newPage();
};
let number = 0;

/** Takes a screenshot of the page in each device and colour scheme. */
async function shot(page, name) {
  number += 1;
  for (const { name: profile, viewport, ...media } of profiles) {
    await page.setViewportSize(viewport);
    await page.emulateMedia(media);
    await page.screenshot({ path: join(folder, `${String(number).padStart(2, '0')}-${name}-${profile}.png`), fullPage: true });
  }
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  await page.setViewportSize(desktop);
}

/** Submits a proposal; returns its follow-up page. */
async function propose(title, email, hasty = false) {
  const page = await context();
  if (hasty) {
    await page.goto('/proposer');
    await page.getByLabel('Nom de l’action').fill(title);
    await page.getByLabel('L’action en quelques phrases').fill('Des bénévoles réparent des vélos donnés, et les prêtent ensuite.');
    await page.getByLabel('Oui, elle continue sans date de fin').check();
    await go(page);
  } else {
    await begin(page, title);
  }
  await finish(page, email);
  if (title.startsWith('Atelier')) await shot(page, 'review');
  if (title.startsWith('Atelier')) {
    await page.getByRole('link', { name: /Voir la fiche/ }).click();
    await shot(page, 'author-preview');
    await page.goBack();
  }
  await page.getByRole('button', { name: 'Envoyer ma proposition' }).click();
  return page;
}

async function confirm(page, email) {
  const text = await mail(site, email, '/suivi/confirmation/');
  await page.goto(/http\S+\/suivi\/confirmation\/\S+/.exec(text)[0]);
  await page.getByRole('main').getByRole('button').first().click();
}

const decide = async (desk, title, act, { word = '', reason = '' } = {}) => {
  await desk.goto('/moderation');
  await desk.getByRole('main').getByRole('link', { name: title }).click();
  if (word) await desk.getByLabel(/Un mot pour/).fill(word);
  if (reason) await desk.getByLabel(/Raison du refus/).selectOption(reason);
  await desk.getByRole('button', { name: act, exact: true }).click();
};

try {
  const desk = await context();
  await desk.goto('/connexion');
  await shot(desk, 'sign-in');
  await authenticator(desk);
  const link = await invite(site, 'claire.petit@example.org', '--name', 'Claire Petit', '--role', 'administrator');
  await desk.goto(link);
  await shot(desk, 'enrolment');
  await desk.getByRole('button', { name: 'Créer mon accès' }).click();
  await shot(desk, 'account-new');
  await desk.getByRole('link', { name: 'Lier une application' }).click();
  await shot(desk, 'account-totp');
  await desk.goto('/moderation/compte');
  await desk.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await desk.getByRole('button', { name: 'Créer dix codes de secours' }).waitFor();
  await shot(desk, 'codes-ask');
  await desk.getByRole('button', { name: 'Créer dix codes de secours' }).click();
  await shot(desk, 'codes');
  await desk.goto('/moderation/compte');
  await shot(desk, 'account');
  await desk.goto('/moderation');
  await shot(desk, 'queue-empty');

  const one = await propose('Atelier vélo du Sanitas, pour apprendre à réparer soi-même', 'anne@example.org');
  await shot(one, 'follow-unconfirmed');
  await confirm(one, 'anne@example.org');
  await shot(one, 'follow-pending');
  await desk.goto('/moderation');
  await shot(desk, 'queue-one');
  await desk.getByRole('main').getByRole('link', { name: /^Atelier/ }).click();
  await shot(desk, 'proposal-new');
  await desk.getByRole('button', { name: 'Réserver pour la relire' }).click();
  await desk.getByRole('link', { name: /comme le public/ }).click();
  await shot(desk, 'preview-new');
  await desk.goBack();
  const other = await context();
  await authenticator(other);
  await other.goto(await invite(site, 'paul.roux@example.org', '--name', 'Paul Roux', '--role', 'moderator'));
  await other.getByRole('button', { name: 'Créer mon accès' }).click();
  await other.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await other.getByRole('heading', { level: 1, name: 'Codes de secours' }).waitFor();
  await other.goto(desk.url());
  await shot(other, 'proposal-claimed');
  await other.getByRole('button', { name: 'Refuser' }).click();
  await shot(other, 'proposal-422');
  await other.getByLabel(/Un mot pour/).fill('Une phrase longue et réfléchie, qui ne doit pas être perdue.');
  await other.getByLabel(/Raison du refus/).selectOption({ index: 2 });
  await decide(desk, /^Atelier/, 'Demander une précision', { word: 'Dites les jours et les heures, s’il vous plaît.' });
  await shot(desk, 'proposal-asked');
  await other.getByRole('button', { name: 'Refuser' }).click();
  await shot(other, 'proposal-409');
  await one.reload();
  await shot(one, 'follow-changes');
  await one.getByRole('link', { name: 'Continuer' }).or(one.getByRole('button', { name: /Corriger/ })).first().click();
  await shot(one, 'review-again');
  await one.getByRole('button', { name: /Envoyer/ }).first().click();
  await desk.goto('/moderation');
  await desk.getByRole('main').getByRole('link', { name: /^Atelier/ }).click();
  await desk.getByRole('checkbox', { name: /Comment participer/ }).uncheck();
  await desk.getByLabel(/Un mot pour/).fill('Merci. Dites-nous comment on s’inscrit, et nous l’ajouterons.');
  await desk.getByRole('button', { name: 'Publier', exact: true }).click();
  await shot(desk, 'proposal-published');
  await one.goto(one.url().replace('/proposer/', '/suivi/').replace(/\/relire.*$/, ''));
  await shot(one, 'follow-published');
  await one.getByRole('button', { name: 'Modifier ce qui est publié' }).click();
  await one.goto(one.url().replace(/\/[\w-]+$/, (it) => (it.length > 20 ? `${it}/quoi` : '/quoi')));
  await one.getByLabel(/Jours et heures/).fill('Le mardi de 14 h à 16 h, sauf pendant les vacances scolaires.');
  await go(one);
  await one.goto(one.url().replace(/\/ou$/, '/rejoindre'));
  await one.getByLabel('Venir sur place').check();
  await one.getByLabel('Les personnes elles-mêmes').check();
  await go(one);
  await one.goto(one.url().replace(/\/vous$/, '/relire'));
  await one.getByRole('button', { name: /Envoyer/ }).first().click();
  await desk.goto('/moderation');
  await desk.getByRole('main').getByRole('link', { name: /^Atelier/ }).click();
  await shot(desk, 'proposal-change');
  await desk.getByRole('link', { name: /comme le public/ }).click();
  await shot(desk, 'preview-change');

  const two = await propose('Anticonstitutionnellementincroyablementlongmotsansespace'.repeat(2), `${'tres.longue.adresse.'.repeat(2)}x@example.org`);
  await confirm(two, `${'tres.longue.adresse.'.repeat(2)}x@example.org`);
  const three = await propose('Best offer, buy now', 'robot@example.org', true);
  await confirm(three, 'robot@example.org');
  const four = await propose('Couture et emploi', 'lea@example.org');
  await confirm(four, 'lea@example.org');
  const five = await propose('Cuisine du monde', 'ines@example.org');
  await confirm(five, 'ines@example.org');
  await desk.goto('/moderation');
  await shot(desk, 'queue-full');
  await desk.getByRole('main').getByRole('link', { name: /^Anticonst/ }).click();
  await shot(desk, 'proposal-long-words');
  await desk.goto('/moderation');
  await desk.getByRole('navigation', { name: 'Listes de propositions' }).getByRole('link', { name: /Quarantaine/ }).click();
  await shot(desk, 'quarantine');
  await decide(desk, 'Couture et emploi', 'Refuser', { word: 'Cette fiche existe déjà : proposez plutôt une correction.', reason: 'doublon' });
  await shot(desk, 'proposal-refused');
  await four.reload();
  await shot(four, 'follow-refused');
  await five.getByRole('button', { name: 'Retirer ma proposition' }).click();
  await shot(five, 'follow-withdrawn');
  await five.getByRole('link', { name: 'Effacer ma proposition' }).click();
  await shot(five, 'erase');
  await five.goto('/suivi');
  await shot(five, 'follow-ask');
  await five.goto(`/suivi/${'A'.repeat(43)}`);
  await shot(five, 'follow-unknown');
  await five.goto('/suivi/confirmation/inconnu');
  await shot(five, 'confirm-dead');
  await desk.goto('/moderation');
  await desk.getByRole('navigation', { name: 'Listes de propositions' }).getByRole('link', { name: /Décid/ }).click();
  await shot(desk, 'decided');
  await desk.goto('/moderation/initiatives');
  await shot(desk, 'edited-list');
  await desk.goto('/moderation/initiatives?q=Atelier+v%C3%A9lo+du+Sanitas');
  await desk.locator('.queue th a').first().click();
  await shot(desk, 'history');
  const seen = desk.url();
  await desk.getByRole('link', { name: 'Corriger cette fiche' }).click();
  await shot(desk, 'correct');
  await desk.getByLabel('Nom de l’action').fill('x');
  await desk.getByRole('button', { name: 'Publier la correction' }).click();
  await shot(desk, 'correct-422');
  await other.goto(seen);
  await desk.goto(seen);
  await desk.getByRole('button', { name: 'Retirer du public' }).click();
  await shot(desk, 'withdraw-422');
  await desk.getByLabel('Pourquoi la retirer ?').fill('L’association a fermé.');
  await desk.getByRole('button', { name: 'Retirer du public' }).click();
  await shot(desk, 'history-withdrawn');
  await other.getByLabel('Pourquoi la retirer ?').fill('Elle est finie, dit le centre social.');
  await other.getByRole('button', { name: 'Retirer du public' }).click();
  await shot(other, 'withdraw-409');
  await desk.goto('/moderation/membres');
  await shot(desk, 'members');
  await desk.getByRole('main').getByRole('link', { name: /Paul Roux/ }).first().click();
  await shot(desk, 'member');
  await desk.goto('/proposer/regles');
  await shot(desk, 'rules');
  await desk.context().clearCookies();
  await desk.goto('/connexion/lien');
  await shot(desk, 'sign-in-asked');
} finally {
  await browser.close();
  await site.stop();
}
console.log(`${number * profiles.length} pictures in ${folder}`);
