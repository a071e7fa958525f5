// Fault injection: a full disk, a killed program. No acknowledged or typed data is lost.
import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { startOn } from './site.mjs';

const OURS = { 'sec-fetch-site': 'same-origin' };
const SUMMARY = 'Des bénévoles réparent des vélos donnés et les prêtent aux habitants qui cherchent un travail.';
/** Disk size in bytes: room for the database and little more. */
const DISK = 48 * 1024 * 1024;

test.describe.configure({ timeout: 120_000 });

/** Runs `command` as root: tests of a full disk mount a disk of their own. */
function asRoot(...command) {
  const line = process.getuid() === 0 ? command : ['sudo', '-n', ...command];
  return promisify(execFile)(line[0], line.slice(1));
}

const post = (request, url, form) => request.post(url, { form, headers: OURS, maxRedirects: 0 });

/** Creates a draft; returns its path. */
async function begin(request, site) {
  const page = await (await request.get(`${site.url}/proposer`)).text();
  const [, timbre] = /name="timbre" value="([^"]+)"/.exec(page);
  const answer = await post(request, `${site.url}/proposer`, { timbre, titre: 'Atelier vélo, un essai', resume: SUMMARY, activite: 'permanente' });
  expect(answer.status(), await answer.text()).toBe(303);
  return answer.headers().location.replace(/\/ou$/, '');
}

const save = (request, site, draft, titre) =>
  post(request, `${site.url}${draft}/quoi`, { titre, resume: SUMMARY, activite: 'permanente' });

test('a full disk keeps what was typed on the page, and writing heals without a restart', async ({ request }) => {
  const disk = await mkdtemp(join(tmpdir(), 'quartiers-disk-'));
  await asRoot('mount', '-t', 'tmpfs', '-o', `size=${DISK},mode=777`, 'tmpfs', disk);
  try {
    const site = await startOn(disk, ['--least-free', '0']);
    const draft = await begin(request, site);
    const filler = join(disk, 'filler');
    await fill(filler);
    let refused = null;
    // Free space inside allocated pages may still take a few writes.
    for (let tries = 0; refused === null && tries < 200; tries += 1) {
      const answer = await save(request, site, draft, `Titre gardé ${tries} ${'x'.repeat(100)}`);
      if (answer.status() !== 303) refused = { status: answer.status(), page: await answer.text(), title: `Titre gardé ${tries}` };
    }
    expect(refused).not.toBeNull();
    expect(refused.status).toBe(503);
    expect(refused.page).toContain(refused.title);
    expect(refused.page).toContain('Rien ne peut être enregistré');
    expect((await request.get(`${site.url}/initiatives`)).status()).toBe(200);
    await rm(filler);
    const healed = await save(request, site, draft, 'Titre enregistré');
    expect(healed.status()).toBe(303);
    expect(await (await request.get(`${site.url}${draft}/quoi`)).text()).toContain('Titre enregistré');
    await site.stop();
  } finally {
    await asRoot('umount', '--lazy', disk);
    await rm(disk, { recursive: true, force: true });
  }
});

test('a disk with little left is read and not written to, before it is full', async ({ request }) => {
  const disk = await mkdtemp(join(tmpdir(), 'quartiers-disk-'));
  await asRoot('mount', '-t', 'tmpfs', '-o', `size=${DISK},mode=777`, 'tmpfs', disk);
  try {
    const site = await startOn(disk, ['--least-free', '1']);
    const draft = await begin(request, site);
    const filler = join(disk, 'filler');
    await fill(filler);
    await expect.poll(async () => (await save(request, site, draft, 'Refusé')).status(), { timeout: 20_000 }).toBe(503);
    expect((await request.get(`${site.url}/`)).status()).toBe(200);
    await rm(filler);
    await expect.poll(async () => (await save(request, site, draft, 'Accepté')).status(), { timeout: 20_000 }).toBe(303);
    await site.stop();
  } finally {
    await asRoot('umount', '--lazy', disk);
    await rm(disk, { recursive: true, force: true });
  }
});

test('a program killed while people save loses nothing that it acknowledged', async ({ request }) => {
  const data = await mkdtemp(join(tmpdir(), 'quartiers-killed-'));
  try {
    for (let round = 0; round < 3; round += 1) {
      const site = await startOn(data);
      const drafts = await Promise.all([1, 2, 3, 4].map(() => begin(request, site)));
      const saved = new Map();
      const saving = drafts.map(async (draft, writer) => {
        for (let number = 0; ; number += 1) {
          const title = `Essai ${round}-${writer}-${number}`;
          const answer = await save(request, site, draft, title).catch(() => null);
          if (answer === null) return;
          expect(answer.status()).toBe(303);
          saved.set(draft, number);
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 700 + 300 * round));
      await site.kill();
      await Promise.all(saving);
      const again = await startOn(data);
      for (const [draft, number] of saved) {
        const page = await (await request.get(`${again.url}${draft}/quoi`)).text();
        const kept = Number(/Essai \d+-\d+-(\d+)/.exec(page)[1]);
        // The save in progress may have been stored without being acknowledged.
        expect([number, number + 1]).toContain(kept);
      }
      expect(saved.size).toBe(drafts.length);
      await again.stop();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
});

test('fifty equal forms at once make one draft and get one answer; ten megabytes are refused with a way on', async ({ request }) => {
  const data = await mkdtemp(join(tmpdir(), 'quartiers-many-'));
  try {
    const site = await startOn(data);
    const page = await (await request.get(`${site.url}/proposer`)).text();
    const [, timbre] = /name="timbre" value="([^"]+)"/.exec(page);
    const form = { timbre, titre: 'Atelier vélo, un essai', resume: SUMMARY, activite: 'permanente' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(request, `${site.url}/proposer`, form)));
    expect(new Set(answers.map((answer) => answer.status()))).toEqual(new Set([303]));
    expect(new Set(answers.map((answer) => answer.headers().location)).size).toBe(1);
    const large = await request.post(`${site.url}/proposer`, {
      data: `titre=${'x'.repeat(10_000_000)}`,
      headers: { ...OURS, 'content-type': 'application/x-www-form-urlencoded' },
    }).catch(() => null);
    if (large !== null) {
      expect(large.status()).toBe(413);
      expect(await large.text()).toContain('href="/"');
    }
    await site.stop();
  } finally {
    await rm(data, { recursive: true, force: true });
  }
});

/** Fills the file until the disk is full. */
async function fill(path) {
  const file = await open(path, 'w');
  for (let size = 1 << 20; size >= 512; ) {
    const { bytesWritten } = await file.write(Buffer.alloc(size)).catch(() => ({ bytesWritten: 0 }));
    if (bytesWritten < size) size >>= 1;
  }
  await file.close();
}
