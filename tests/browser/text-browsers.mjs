// Text browsers, lynx and w3m, driven by keys in a terminal (tmux) over TLS, as somebody uses them who reads no pixels.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer } from 'node:tls';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { startProgram } from './site.mjs';

const call = promisify(execFile);
const DEADLINE_MS = 10_000;
const POLL_MS = 25;
const MOST_TABS = 400;
/** A terminal that holds a whole page: nothing scrolls, and no label is folded. */
const COLUMNS = 200;
const ROWS = 500;

/** What one must know of each browser: how it starts, what a stop looks like, how text is typed. */
const browsers = {
  lynx: {
    command: (folder, url) => ['lynx', '-accept_all_cookies', '-nocolor', url],
    environment: (folder) => ({ SSL_CERT_FILE: join(folder, 'certificate.pem'), LYNX_CFG: join(folder, 'lynx.cfg') }),
    // The cursor stands before the text of a link or box.
    textAt: (lines, { x, y }) => lines[y].slice(x),
    isField: (lines) => /\((Textfield|Textarea|Password)/.test(lines.slice(-4).join(' ')),
    async type(terminal, text) {
      await terminal.keys('-l', text);
      await terminal.until((lines, { y }) => lines[y].includes(text.slice(-12).trim()), `« ${text} » is typed`);
    },
  },
  w3m: {
    command: (folder, url) => [
      'w3m',
      '-cookie',
      ...['accept_cookie=1', 'ssl_verify_server=1', `ssl_ca_file=${join(folder, 'certificate.pem')}`, `editor=${join(folder, 'editor')}`].flatMap((it) => ['-o', it]),
      url,
    ],
    environment: (folder) => ({ ANSWER: join(folder, 'answer') }),
    // The cursor stands on the first letter of a link, and inside the brackets of a box.
    textAt: (lines, { x, y }) => lines[y].slice(/[[(]/.test(lines[y][x - 1] ?? '') ? x - 1 : x),
    isField: (lines, { x, y }) => lines[y][x - 1] === '[' && lines[y].indexOf(']', x) > x + 1,
    // A line is asked for at the foot of the screen, an area by an editor: here, one that copies the answer.
    async type(terminal, text) {
      await writeFile(join(terminal.folder, 'answer'), text);
      await terminal.keys('Enter');
      const { lines } = await terminal.until((now) => asks(now) || now.join(' ').includes(text.slice(0, 20)), 'a question');
      if (asks(lines)) {
        await terminal.keys('C-u');
        await terminal.keys('-l', text);
        await terminal.keys('Enter');
      }
      await terminal.until((lines) => !asks(lines) && lines.join(' ').includes(text.slice(0, 20).trim()), `« ${text} » is typed`);
    },
  },
};

/** Whether w3m asks for a line, at the foot of the screen. */
const asks = (lines) => /^(TEXT|Password):/.test(lines.findLast((line) => line !== ''));

export const names = Object.keys(browsers);

/** A site behind TLS, as the public reaches it: `{ url, data, stop, certificate }`; `url` is of the kind that keeps cookies. */
export async function startSecureSite() {
  const folder = await mkdtemp(join(tmpdir(), 'quartiers-tls-'));
  const [key, certificate] = ['key.pem', 'certificate.pem'].map((name) => join(folder, name));
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const named = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate];
  await call('openssl', [...made, ...named]);
  let port;
  const pair = { key: await readFile(key), cert: await readFile(certificate) };
  const front = createServer(pair, (client) => {
    const site = connect(port, '127.0.0.1');
    client.pipe(site).pipe(client);
    for (const [one, other] of [[client, site], [site, client]]) one.on('error', () => other.destroy());
  });
  front.on('tlsClientError', () => {});
  await once(front.listen(0, '127.0.0.1'), 'listening');
  const url = `https://localhost:${front.address().port}`;
  const program = await startProgram(['--public-url', url]);
  port = Number(new URL(program.url).port);
  const stop = async () => {
    front.close();
    await program.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url, plain: program.url, data: program.data, certificate, stop };
}

/** The browser `name` at `url`, in a terminal of its own; `site` says whom it trusts. */
export async function openIn(name, site, url) {
  const browser = browsers[name];
  const folder = await mkdtemp(join(tmpdir(), `quartiers-${name}-`));
  await writeFile(join(folder, 'certificate.pem'), await readFile(site.certificate));
  await writeFile(join(folder, 'editor'), '#!/bin/sh\nfor file; do :; done\nexec cp "$ANSWER" "$file"\n');
  // Its messages wait for nobody.
  const quick = ['INFOSECS', 'MESSAGESECS', 'ALERTSECS', 'DELAYSECS'].map((name) => `${name}:0`);
  await writeFile(join(folder, 'lynx.cfg'), ['INCLUDE:/etc/lynx/lynx.cfg', ...quick, ''].join('\n'));
  await chmod(join(folder, 'editor'), 0o755);
  const env = { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C.UTF-8', TERM: 'screen', ...browser.environment(folder) };
  const tmux = async (...args) => (await call('tmux', ['-S', join(folder, 'tmux'), '-f', '/dev/null', ...args], { env })).stdout;
  const size = ['-x', String(COLUMNS), '-y', String(ROWS)];
  const command = browser.command(folder, url);
  await tmux('new-session', '-d', '-s', 'page', ...size, ...command);
  return page(browser, terminal(tmux, folder));
}

/** A terminal as one looks at it: its lines, and where the cursor stands. */
function terminal(tmux, folder) {
  const look = async () => {
    const said = await tmux('display-message', '-p', '-t', 'page', '#{cursor_x} #{cursor_y}', ';', 'capture-pane', '-p', '-t', 'page');
    const [cursor, ...lines] = said.replace(/\n$/, '').replace(/\u00a0|\u202f/g, ' ').split('\n');
    const [x, y] = cursor.split(' ').map(Number);
    return { lines, cursor: { x, y } };
  };
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  /** The screen once it is drawn: the same in two looks. */
  const read = async () => {
    let seen = await look();
    for (const deadline = Date.now() + DEADLINE_MS; Date.now() < deadline; ) {
      await pause(POLL_MS);
      const next = await look();
      if (same(seen, next)) return seen;
      seen = next;
    }
    throw new Error('the screen does not come to rest');
  };
  const until = async (holds, wanted) => {
    let seen;
    for (const deadline = Date.now() + DEADLINE_MS; Date.now() < deadline; await pause(POLL_MS)) {
      seen = await read();
      if (holds(seen.lines, seen.cursor)) return seen;
    }
    throw new Error(`not seen within ${DEADLINE_MS} ms: ${wanted}\n${seen.lines.filter((line) => line.trim()).join('\n')}`);
  };
  const keys = (...keys) => tmux('send-keys', '-t', 'page', ...keys);
  const close = async () => {
    await tmux('kill-server').catch(() => {});
    await rm(folder, { recursive: true, force: true });
  };
  return { folder, read, until, keys, close };
}

/** What somebody does on a page: waits for words, goes to a field, a box, a link or a button by Tab, uses it. */
function page(browser, screen) {
  const shows = (text) => screen.until((lines) => flat(lines).includes(text), text);
  const next = async ({ cursor, lines }) => {
    await screen.keys('Tab');
    return screen.until((now, at) => at.x !== cursor.x || at.y !== cursor.y || now.join() !== lines.join(), 'the next stop');
  };
  /** Presses Tab until `isThere(stop, before)`. */
  const tabUntil = async (isThere, wanted) => {
    let stop = await screen.read();
    for (let tab = 0; tab < MOST_TABS; tab += 1) {
      if (isThere(stop)) return stop;
      stop = await next(stop);
    }
    throw new Error(`${MOST_TABS} tabs never reach ${wanted}\n${stop.lines.filter((line) => line.trim()).join('\n')}`);
  };
  const startsWith = (wanted) => ({ lines, cursor }) => bare(browser.textAt(lines, cursor)).startsWith(wanted);
  const press = async (wanted) => {
    await tabUntil(startsWith(wanted), wanted);
    await screen.keys('Enter');
  };
  /** Types `text` in the first field after the words `label`. */
  const fill = async (label, text) => {
    const { lines } = await shows(label);
    const row = lines.findLastIndex((line) => line.includes(label));
    const isAfter = ({ y, x }) => y > row || (y === row && x > lines[row].indexOf(label));
    await tabUntil((stop) => isAfter(stop.cursor) && browser.isField(stop.lines, stop.cursor), `a field after ${label}`);
    await browser.type(screen, text);
  };
  const words = async () => flat((await screen.read()).lines);
  return { shows, press, fill, words, close: screen.close };
}

/** Lines as one text, with single spaces. */
const flat = (lines) => lines.join(' ').replace(/\s+/g, ' ');

/** The words of a box, link or button, without its brackets and the name of what it sends. */
const bare = (text) => text.trimStart().replace(/^[[(].?[\])]\s*/, '').replace(/^\([\w-]*\)\s*/, '').replace(/^\[/, '');

/** The page at `url` as lynx prints it, without style sheets. */
export async function dump(url) {
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', HOME: tmpdir() };
  const args = ['-dump', '-nolist', '-width=250', '-display_charset=utf-8', '-assume_charset=utf-8', url];
  // It prints the page of an error too, and then fails.
  const printed = await call('lynx', args, { env, maxBuffer: 10_000_000 }).catch((error) => error);
  return printed.stdout;
}
