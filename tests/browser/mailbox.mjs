// A real mail server on loopback (aiosmtpd) that stores what it receives; parses mails and extracts their links.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const START_DEADLINE_MS = 30_000;
const MAIL_DEADLINE_MS = 15_000;
const SERVER = fileURLToPath(new URL('../smtp/server.py', import.meta.url));
const PYTHON = fileURLToPath(new URL('../../target/smtp/bin/python', import.meta.url));
const LOGIN = { user: 'annuaire@example.org', password: 'un secret, avec « é » & espaces' };

/**
 * Starts a mail server: `settings` are the options of the program that sends to it; `mails()` lists the received
 * mails, `mail(filter)` waits for one; `behaves` takes a word of `server.py`. `tls` is `starttls` or `implicit`; both
 * require a password.
 */
export async function startMailbox({ tls = 'starttls' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'quartiers-mail-'));
  const args = [SERVER, folder, '--tls', tls, '--user', LOGIN.user, '--password', LOGIN.password];
  const server = spawn(PYTHON, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  server.stderr.on('data', (chunk) => (output = (output + chunk).slice(-4000)));
  let dead = null;
  server.once('error', (error) => (dead = error));
  server.once('exit', (code) => (dead = new Error(`the mail server ended with ${code}\n${output}`)));
  const stop = async () => {
    await end(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const port = await until(START_DEADLINE_MS, async () => {
      if (dead) throw dead;
      return readFile(join(folder, 'port'), 'utf8').catch(() => null);
    });
    const mails = () => read(folder);
    return {
      settings: settings(port, tls, join(folder, 'ca.pem')),
      mails,
      mail: (filter) => waitFor(mails, filter),
      behaves: (manner) => writeFile(join(folder, 'control'), manner),
      kill: () => end(server),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function settings(port, tls, authority) {
  const scheme = tls === 'implicit' ? 'smtps' : 'smtp';
  const query = tls === 'implicit' ? '' : '?tls=required';
  const url = `${scheme}://${encodeURIComponent(LOGIN.user)}@localhost:${port}${query}`;
  const login = ['--smtp', url, '--smtp-password', LOGIN.password, '--smtp-ca', authority];
  return [...login, '--mail-from', LOGIN.user];
}

/** First mail to `to` whose subject matches `subject`, after skipping `after` of them. */
async function waitFor(mails, { to, subject = /./u, after = 0, deadline = MAIL_DEADLINE_MS } = {}) {
  const wanted = (mail) => (to === undefined || mail.to.includes(to)) && subject.test(mail.subject);
  try {
    return await until(deadline, async () => (await mails()).filter(wanted)[after] ?? null);
  } catch (error) {
    const seen = (await mails()).map((mail) => `${mail.to}: ${mail.subject}`);
    throw new Error(`no mail to ${to} like ${subject} among:\n${seen.join('\n')}`, { cause: error });
  }
}

async function read(folder) {
  const names = (await readdir(folder)).filter((name) => /^\d+\.eml$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const facts = JSON.parse(await readFile(join(folder, name.replace('.eml', '.json')), 'utf8'));
      return { ...parse(await readFile(join(folder, name), 'latin1')), ...facts };
    }),
  );
}

/** Parsed mail: `{ headers, subject, messageId, text, html, links, raw }`. */
export function parse(raw) {
  const whole = part(raw);
  const parts = leaves(whole);
  const body = (type) => parts.find(({ headers }) => headers['content-type']?.startsWith(type));
  const text = decoded(body('text/plain'));
  return {
    headers: whole.headers,
    subject: words(whole.headers.subject ?? ''),
    messageId: whole.headers['message-id'],
    text,
    html: decoded(body('text/html')),
    links: text.match(/https?:\/\/\S+/g) ?? [],
    raw,
  };
}

/** Headers by lower-case name, and the body. */
function part(raw) {
  const [, head, body] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(raw) ?? [null, raw, ''];
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const pairs = lines.map((line) => /^([^:]+):\s*(.*)$/.exec(line)).filter(Boolean);
  return { headers: Object.fromEntries(pairs.map(([, name, value]) => [name.toLowerCase(), value])), body };
}

/** MIME parts that are not multipart, at any depth. */
function leaves(whole) {
  const boundary = /^multipart\/.*boundary="?([^";]+)"?/i.exec(whole.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return [whole];
  const pieces = whole.body.split(`--${boundary}`).slice(1);
  const inside = pieces.filter((piece) => !piece.startsWith('--'));
  return inside.flatMap((piece) => leaves(part(piece.replace(/^\r?\n/, '').replace(/\r?\n$/, ''))));
}

function decoded(piece) {
  if (piece === undefined) return '';
  const coding = piece.headers['content-transfer-encoding']?.toLowerCase();
  if (coding === 'base64') return utf8(Buffer.from(piece.body, 'base64'));
  if (coding === 'quoted-printable') return utf8(quoted(piece.body.replace(/=\r?\n/g, '')));
  return utf8(Buffer.from(piece.body, 'latin1'));
}

/** Decodes the encoded words of a header: `=?utf-8?b?…?=`. */
function words(text) {
  const adjacentTexts = text.replace(/(\?=)\s+(=\?)/g, '$1$2');
  return adjacentTexts.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, coding, coded) =>
    utf8(coding.toLowerCase() === 'b' ? Buffer.from(coded, 'base64') : quoted(coded.replaceAll('_', ' '))),
  );
}

function quoted(text) {
  const plain = text.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

function utf8(bytes) {
  return bytes.toString('utf8').replaceAll('\r\n', '\n');
}

async function until(milliseconds, ask) {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const found = await ask();
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error(`not within ${milliseconds} ms`);
    await pause(50);
  }
}

async function end(program) {
  if (program.pid === undefined || program.exitCode !== null || program.signalCode !== null) return;
  const exit = once(program, 'exit');
  program.kill('SIGKILL');
  await exit;
}
