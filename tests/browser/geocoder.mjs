// A real geocoder on loopback: addok with Redis, loaded with the addresses of the seeds.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from './site.mjs';

const START_DEADLINE_MS = 30_000;
const HERE = fileURLToPath(new URL('../geocoder', import.meta.url));
const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url));
const TOOLS = fileURLToPath(new URL('../../target/geocoder/bin', import.meta.url));

/** Starts a geocoder: `{ url, freeze, thaw, kill, stop }`. */
export async function startGeocoder() {
  const folder = await mkdtemp(join(tmpdir(), 'quartiers-geocoder-'));
  const socket = join(folder, 'redis.sock');
  const config = join(folder, 'addok.conf');
  await writeFile(config, `LOG_DIR = ${JSON.stringify(folder)}\n`);
  const env = { ...process.env, REDIS_SOCKET: socket, ADDOK_CONFIG_MODULE: config };
  const run = (name, args) => promisify(execFile)(join(TOOLS, name), args, { env, maxBuffer: 1 << 26 });

  const redis = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder], {
    stdio: 'ignore',
  });
  const programs = [redis];
  const stop = async () => {
    for (const program of programs) await end(program);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(() => run('python', ['-c', `import redis; redis.Redis(unix_socket_path=${JSON.stringify(socket)}).ping()`]));
    await feed(run, join(folder, 'documents.ndjson'));
    const port = await freePort();
    const addok = spawn(join(TOOLS, 'addok'), ['serve', '--port', String(port)], { env, stdio: 'ignore' });
    programs.unshift(addok);
    const url = `http://127.0.0.1:${port}`;
    await untilReady(async () => (await fetch(`${url}/search/?q=Tours`)).json());
    return {
      url,
      freeze: () => addok.kill('SIGSTOP'),
      thaw: () => addok.kill('SIGCONT'),
      kill: () => end(addok),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function feed(run, documents) {
  const { stdout } = await run('python', [join(HERE, 'feed.py'), SEEDS]);
  await writeFile(documents, stdout);
  await run('addok', ['batch', documents]);
  await run('addok', ['ngrams']);
}

async function untilReady(ask) {
  const deadline = Date.now() + START_DEADLINE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(100);
    }
  }
}

async function end(program) {
  if (program.pid === undefined || program.exitCode !== null || program.signalCode !== null) return;
  const exit = once(program, 'exit');
  program.kill('SIGKILL');
  await exit;
}
