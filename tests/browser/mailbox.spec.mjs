// Mail through a real mail server, with TLS and a password: delivered, or the operator reads the reason.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test as base } from '@playwright/test';
import { startMailbox } from './mailbox.mjs';
import { startProgram } from './site.mjs';

const BINARY = fileURLToPath(new URL('../../target/release/quartiers-emploi', import.meta.url));
/** Texts shown to operators about a mail that waits or that failed. */
const BACKOFF = /à envoyer, à partir du/;
const GIVEN_UP = /abandonné le/;

/** Starts the program and its mail server. */
async function startBoth(tls) {
  const mailbox = await startMailbox({ tls });
  const site = await startProgram(mailbox.settings).catch(async (error) => {
    await mailbox.stop();
    throw error;
  });
  const stop = async () => {
    await site.stop();
    await mailbox.stop();
  };
  return { mailbox, site, stop };
}

/** Runs `mail …` beside the server, as an operator does. */
const operator = (site) => async (...args) => {
  const line = ['mail', ...args, '--data', site.data, '--listen', new URL(site.url).host];
  return (await promisify(execFile)(process.env.BINARY ?? BINARY, line)).stdout;
};

const test = base.extend({
  served: [
    async ({}, use) => {
      const both = await startBoth('starttls');
      await use(both);
      await both.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  mail: async ({ served }, use) => use(operator(served.site)),
});

test.describe.configure({ mode: 'serial' });

async function arrives(mail, { mailbox, site }) {
  await mail('test', 'anne@example.org');
  const received = await mailbox.mail({ to: 'anne@example.org', subject: /essai/i });

  expect(received.encrypted).toBe(true);
  expect(received.user).toBe('annuaire@example.org');
  expect(received.headers['auto-submitted']).toBe('auto-generated');
  expect(received.text).toContain(`du site ${site.url} arrivent`);
  expect(received.html).toContain('<html lang="fr">');
  expect(received.links).toEqual([site.url]);
}

test('a mail arrives by STARTTLS, with its text, its HTML and its link', async ({ mail, served }) => {
  await arrives(mail, served);
});

test('a mail arrives by TLS from the first byte', async () => {
  const both = await startBoth('implicit');
  await arrives(operator(both.site), both).finally(both.stop);
});

test.describe('a server that fails', () => {
  const listed = async (mail, to) => {
    const mails = (await mail('list')).split(/^n° /m);
    return mails.find((one) => one.includes(to));
  };

  for (const [manner, said, state] of [
    ['refuse', /550 5\.1\.1/, GIVEN_UP],
    ['later', /451 4\.7\.1/, BACKOFF],
    ['cut', /dernière réponse/, BACKOFF],
  ]) {
    test(`${manner}: the operator reads why`, async ({ mail, served: { mailbox } }) => {
      const to = `${manner}@example.org`;
      await mailbox.behaves(manner);
      await mail('test', to);

      await expect.poll(() => listed(mail, to)).toMatch(said);
      expect(await listed(mail, to)).toMatch(state);
      await mailbox.behaves('take');
    });
  }

  test('what was given up is sent when the operator says so', async ({ mail, served: { mailbox } }) => {
    await mail('retry');
    const received = await mailbox.mail({ to: 'refuse@example.org' });
    expect(received.subject).toMatch(/essai/i);
  });
});
