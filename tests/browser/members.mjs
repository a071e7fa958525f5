// Members in the browser: their site, mails and authenticators.
import { expect, test as base } from '@playwright/test';
import { createHmac } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inaccessible } from './audit.mjs';
import { run, startNamedProgram } from './site.mjs';

export { expect };

const MAIL_DEADLINE_MS = 15_000;
const STEP_MS = 30_000;

/** A site shared by the tests of a worker; its pages may set cookies but not log errors. */
export const test = base.extend({
  site: [
    async ({}, use) => {
      const site = await startNamedProgram([]);
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ site }, use) => use(site.url),
  quiet: [
    async ({ page, site }, use) => {
      const pageErrors = [];
      page.on('console', (message) => {
        const own = /status of 4\d\d/.test(message.text());
        if (message.type() === 'error' && !own) pageErrors.push(message.text());
      });
      page.on('pageerror', (error) => pageErrors.push(error.message));
      page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol !== 'data:' && origin !== site.url) pageErrors.push(`elsewhere: ${request.url()}`);
      });
      await use();
      expect(pageErrors).toEqual([]);
    },
    { auto: true },
  ],
});

/** Invites a member as the operator does; returns the enrolment link. */
export async function invite(site, email, ...how) {
  const printed = await run(site, 'account', 'invite', email, ...how);
  return /^http\S+$/m.exec(printed)[0];
}

/** A virtual authenticator that responds automatically, like a phone or computer: `{ credentials, remove }`. */
export async function authenticator(page) {
  const browser = await page.context().newCDPSession(page);
  await browser.send('WebAuthn.enable');
  const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async () => (await browser.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    verifies: (isUserVerified) => browser.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}

/** TOTP code for `secret`, now or `later` steps of 30 seconds ahead. */
export function digits(secret, later = 0) {
  const letters = [...secret.replace(/\s/g, '')];
  const bits = letters.map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g).map((byte) => parseInt(byte, 2));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP_MS) + later));
  const hash = createHmac('sha1', Buffer.from(bytes)).update(step).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Waits for a mail to `email` that contains `sign`; returns the text of the newest. */
export async function mail(site, email, sign) {
  const folder = join(site.data, 'mail');
  for (const deadline = Date.now() + MAIL_DEADLINE_MS; Date.now() < deadline; await pause(200)) {
    const names = (await readdir(folder).catch(() => [])).filter((name) => /^[^.].*\.eml$/.test(name));
    const files = await Promise.all(names.map(async (name) => {
      const path = join(folder, name);
      return { text: read(await readFile(path, 'latin1')), at: (await stat(path)).mtimeMs };
    }));
    const ours = files.filter(({ text }) => text.includes(email) && text.includes(sign));
    if (ours.length > 0) return ours.sort((a, b) => b.at - a.at)[0].text;
  }
  throw new Error(`no mail to ${email} with ${sign}`);
}

/** Decodes the quoted-printable body of a mail. */
function read(raw) {
  const adjacentTexts = raw.replace(/=\r?\n/g, '');
  const bytes = adjacentTexts.replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Asserts that the page in its current state has no accessibility violation. */
export async function audit(page) {
  expect(await inaccessible(page)).toEqual([]);
}
