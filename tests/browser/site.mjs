// Starts and stops the release binary on an empty folder and a free loopback port.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const START_DEADLINE_MS = 20_000;
const STOP_DEADLINE_MS = 10_000;
const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url));
/** Initiative withdrawn before the tests, so that its page answers 410. */
const WITHDRAWN = 'init-027';
const BINARY = fileURLToPath(new URL('../../target/release/quartiers-emploi', import.meta.url));

/** Starts a site with one record withdrawn, or uses the one at `SITE`: `{ url, stop }`. */
export async function startSite() {
  if (process.env.SITE) {
    return { url: process.env.SITE, stop: async () => {} };
  }
  const site = await startProgram([]);
  await withdraw(site.data).catch(async (error) => {
    await site.stop();
    throw error;
  });
  return site;
}

/** Starts the program on an empty folder with these settings: `{ url, data, stop }`. */
export async function startProgram(settings) {
  const port = await freePort();
  return start(`http://127.0.0.1:${port}`, port, settings);
}

/** Starts the program under `localhost`, the only name trusted without a certificate: passkeys need a name. */
export async function startNamedProgram(settings) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  return start(url, port, ['--public-url', url, ...settings]);
}

/** Output of `quartiers-emploi command…`, run beside a running site. */
export async function run(site, ...command) {
  const args = [...command, '--data', site.data, '--public-url', site.url];
  return (await promisify(execFile)(process.env.BINARY ?? BINARY, args)).stdout;
}

/** Starts the program on the existing folder `data`, which is not deleted: `{ url, data, stop, kill, log }`. */
export async function startOn(data, settings = []) {
  const port = await freePort();
  return start(`http://127.0.0.1:${port}`, port, settings, data);
}

async function start(url, port, settings, kept = null) {
  const data = kept ?? (await mkdtemp(join(tmpdir(), 'quartiers-')));
  const args = ['serve', '--listen', `127.0.0.1:${port}`, '--data', data, ...settings];
  const program = spawn(process.env.BINARY ?? BINARY, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [program.stdout, program.stderr]) {
    stream.on('data', (chunk) => (output += chunk));
  }
  const failure = new Promise((resolve) => {
    program.once('error', resolve);
    program.once('exit', (code) => resolve(new Error(`the program ended with ${code}`)));
  });
  const stop = () => stopProgram(program, kept === null ? data : null);
  try {
    await answering(url, failure);
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${output.slice(-4000)}`, { cause: error });
  }
  const kill = async () => {
    const exit = once(program, 'exit');
    program.kill('SIGKILL');
    await exit;
  };
  return { url, data, stop, kill, log: () => output };
}

/** Imports the seeds without one initiative, beside the running server. */
async function withdraw(data) {
  const folder = await mkdtemp(join(tmpdir(), 'quartiers-seeds-'));
  await cp(SEEDS, folder, { recursive: true });
  for (const name of ['initiatives.csv', 'carriers.csv']) {
    const file = join(folder, name);
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, lines.filter((line) => !line.startsWith(`${WITHDRAWN},`)).join('\n'));
  }
  await promisify(execFile)(process.env.BINARY ?? BINARY, ['import', folder, '--data', data]);
  await rm(folder, { recursive: true, force: true });
  await pause(2_000);
}

async function stopProgram(program, data) {
  if (program.pid !== undefined && program.exitCode === null && program.signalCode === null) {
    const exit = once(program, 'exit');
    program.kill('SIGTERM');
    const late = pause(STOP_DEADLINE_MS, 'late', { ref: false });
    if ((await Promise.race([exit, late])) === 'late') {
      program.kill('SIGKILL');
      throw new Error('the program did not stop within ten seconds of SIGTERM');
    }
  }
  if (data !== null) await rm(data, { recursive: true, force: true });
}

async function answering(url, failure) {
  const deadline = Date.now() + START_DEADLINE_MS;
  let dead = null;
  failure.then((error) => (dead = error));
  while (Date.now() < deadline) {
    if (dead) throw dead;
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Error(`${url}/healthz did not answer 200 in time`);
}

/** A free loopback port. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
