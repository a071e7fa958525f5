// From a volunteer's phone to the public page: proposed, confirmed by mail, change requested, corrected, published.
// Mails go through a real mail server, and their links are followed. Two moderators race. No token leaks.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { phone } from './browser.mjs';
import { startMailbox } from './mailbox.mjs';
import { audit, authenticator, digits, expect, invite, test as base } from './members.mjs';
import { startNamedProgram } from './site.mjs';
import { begin, finish, go } from './volunteer.mjs';

const LINK = /http:\/\/localhost:\d+\/\S+/;

/** A site with its own mail server. */
const test = base.extend({
  mailbox: [
    async ({}, use) => {
      const mailbox = await startMailbox();
      await use(mailbox);
      await mailbox.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  site: [
    async ({ mailbox }, use) => {
      const site = await startNamedProgram(mailbox.settings);
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const heading = (page) => page.getByRole('heading', { level: 1 });

async function propose(page, title, email) {
  await begin(page, title);
  await finish(page, email);
}

/** The link of a mail whose address contains `sign`. */
const linkOf = (mail, sign) => mail.links.find((link) => link.includes(sign)) ?? LINK.exec(mail.text)[0];

/** Confirms the email address; a mail scanner that opens the link first does not consume it. */
async function confirm(page, mailbox, email) {
  const mail = await mailbox.mail({ to: email });
  const link = linkOf(mail, '/suivi/confirmation/');
  for (let look = 0; look < 3; look += 1) expect((await page.request.get(link)).status()).toBe(200);
  await page.goto(link);
  await page.getByRole('main').getByRole('button').first().click();
  await expect(page).toHaveURL(/\/suivi\/[\w-]{43}$/);
  return link;
}

async function withPasskey(page, site, email, role) {
  await authenticator(page);
  await page.goto(await invite(site, email, '--role', role));
  await page.getByRole('button', { name: 'Créer mon accès' }).click();
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await expect(heading(page)).toHaveText('Codes de secours');
}

async function withCodes(page, site, email, role) {
  await page.goto(await invite(site, email, '--role', role));
  await page.getByRole('button', { name: 'Créer mon accès' }).click();
  await page.getByRole('link', { name: 'Lier une application' }).click();
  const secret = await page.locator('[data-secret]').innerText();
  await page.getByLabel('Tapez le code que l’application montre').fill(digits(secret));
  await page.getByRole('button', { name: 'Lier cette application' }).click();
  await expect(heading(page)).toHaveText('Codes de secours');
}

const ways = [
  { name: 'with script, moderated by passkey', javaScriptEnabled: true, signIn: withPasskey },
  { name: 'without script, moderated with codes', javaScriptEnabled: false, signIn: withCodes },
];

for (const { name, javaScriptEnabled, signIn } of ways) {
  test(`a volunteer is asked for a change, corrects, and is published, ${name}`, async ({ browser, site, mailbox }) => {
    const kind = javaScriptEnabled ? 'script' : 'papier';
    const title = `Atelier vélo ${kind}, un essai`;
    const email = `anne.${kind}@example.org`;
    const context = () => browser.newContext({ baseURL: site.url, javaScriptEnabled, viewport: phone });

    const volunteer = await (await context()).newPage();
    await propose(volunteer, title, email);
    const draft = volunteer.url().replace(/\/relire.*$/, '');
    // Leaves, and continues in another browser by the link.
    await volunteer.context().close();
    const elsewhere = await (await context()).newPage();
    await elsewhere.goto(`${draft}/relire`);
    await elsewhere.getByRole('button', { name: 'Envoyer ma proposition' }).click();
    await expect(elsewhere).toHaveURL(/\/suivi\/[\w-]{43}$/);
    await confirm(elsewhere, mailbox, email);

    const desk = await (await browser.newContext({ baseURL: site.url, javaScriptEnabled })).newPage();
    await signIn(desk, site, `moderatrice.${kind}@example.org`, 'moderator');
    await desk.goto('/moderation');
    if (javaScriptEnabled) await audit(desk);
    await desk.getByRole('main').getByRole('link', { name: title }).click();
    await expect(heading(desk)).toHaveText(title);
    if (javaScriptEnabled) await audit(desk);
    await desk.getByRole('button', { name: 'Demander une précision' }).click();
    await expect(desk.locator('#mot-e')).toBeVisible();
    await desk.getByLabel(/Un mot pour/).fill('Dites les jours et les heures, s’il vous plaît.');
    await desk.getByRole('button', { name: 'Demander une précision' }).click();
    await expect(desk.locator('[data-state]')).toBeVisible();

    const asked = await mailbox.mail({ to: email, after: 1 });
    expect(asked.text).toContain('Dites les jours et les heures');
    await elsewhere.goto(linkOf(asked, '/suivi/'));
    await expect(elsewhere.getByText('Dites les jours et les heures')).toBeVisible();
    await elsewhere.goto(`${draft}/quoi`);
    await elsewhere.getByLabel(/Jours et heures/).fill('Le mardi de 14 h à 16 h.');
    await go(elsewhere);
    await elsewhere.goto(`${draft}/relire`);
    await elsewhere.getByRole('button', { name: /Envoyer/ }).click();
    await expect(elsewhere).toHaveURL(/\/suivi\/[\w-]{43}$/);

    await desk.goto('/moderation');
    await desk.getByRole('main').getByRole('link', { name: title }).click();
    await desk.getByRole('button', { name: 'Publier', exact: true }).click();
    await expect(desk.getByRole('button', { name: 'Revenir sur cette décision' })).toBeVisible();
    const reader = await (await context()).newPage();
    await reader.goto(`/initiatives?q=${encodeURIComponent(title)}`);
    await reader.locator('#resultats .cards').getByRole('link', { name: title }).first().click();
    await expect(heading(reader)).toHaveText(title);
    await expect(reader.getByText('Le mardi de 14 h à 16 h.').first()).toBeVisible();
    await expect(reader.getByText(email)).toHaveCount(0);
    const published = await mailbox.mail({ to: email, after: 2 });
    expect(published.links.some((link) => link.includes('/i/') || link.includes('/initiatives/'))).toBe(true);
    for (const page of [elsewhere, desk, reader]) await page.context().close();
  });
}

test('the second of two moderators is told, and loses nothing', async ({ browser, site, mailbox }) => {
  const author = await (await browser.newContext({ baseURL: site.url })).newPage();
  await propose(author, 'Garage partagé, un essai', 'paul@example.org');
  await author.getByRole('button', { name: 'Envoyer ma proposition' }).click();
  await expect(author).toHaveURL(/\/suivi\//);
  await confirm(author, mailbox, 'paul@example.org');
  const desks = [];
  for (const who of ['une', 'deux']) {
    const desk = await (await browser.newContext({ baseURL: site.url })).newPage();
    await withPasskey(desk, site, `${who}@example.org`, 'moderator');
    await desk.goto('/moderation');
    await desk.getByRole('main').getByRole('link', { name: 'Garage partagé, un essai' }).click();
    desks.push(desk);
  }
  const [first, second] = desks;
  await second.getByLabel(/Un mot pour/).fill('Une phrase longue et réfléchie.');
  await first.getByRole('button', { name: 'Publier', exact: true }).click();
  await expect(first.getByRole('button', { name: 'Revenir sur cette décision' })).toBeVisible();
  const [answer] = await Promise.all([
    second.waitForResponse((it) => it.request().method() === 'POST'),
    second.getByRole('button', { name: 'Demander une précision' }).click(),
  ]);
  expect(answer.status()).toBe(409);
  await expect(second.getByText('Une phrase longue et réfléchie.').first()).toBeVisible();
  await audit(second);
  for (const page of [author, ...desks]) await page.context().close();
});

test('no token handed out stands in the database, its log or the log of the program', async ({ site, mailbox }) => {
  const mails = await mailbox.mails();
  const tokens = mails.flatMap(({ text }) => text.match(/[\w-]{43}/g) ?? []);
  expect(new Set(tokens).size).toBeGreaterThan(5);
  const names = (await readdir(site.data)).filter((name) => /^directory\.db(-wal|-shm)?$/.test(name));
  expect(names.sort()).toEqual(['directory.db', 'directory.db-shm', 'directory.db-wal']);
  const kept = await Promise.all(names.map((name) => readFile(join(site.data, name), 'latin1')));
  for (const text of [...kept, site.log()]) {
    expect(text.length).toBeGreaterThan(100);
    for (const token of tokens) expect(text.includes(token)).toBe(false);
  }
});
