// First paint on a throttled phone, of a build beside the build before, by hand. Each round loads every page once with each
// binary, in turns (A B, then B A); a second instance of A says how much two runs of one build differ.
//   node benches/first_paint.mjs OLD NEW [ROUNDS]      needs tests/browser/node_modules; a quiet machine, ROUNDS ≥ 15
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { launchOptions, phone } from '../tests/browser/browser.mjs';

const { chromium } = createRequire(new URL('../tests/browser/package.json', import.meta.url))('@playwright/test');

const PATHS = ['/', '/quartiers/bourges-nord', '/initiatives'];
/** A phone of a few years ago on a slow 4G: the values of Lighthouse. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const CPU_SLOWDOWN = 4;

const [before, after, rounds = '15'] = process.argv.slice(2);
if (after === undefined) throw new Error('usage: node benches/first_paint.mjs OLD NEW [ROUNDS]');

const builds = { A: await start(before), B: await start(after), 'A again': await start(before) };
const browser = await chromium.launch(launchOptions);
try {
  const times = Object.fromEntries(PATHS.map((path) => [path, { A: [], B: [], 'A again': [] }]));
  for (const path of PATHS) for (const { url } of Object.values(builds)) await paint(url + path);
  for (let round = 0; round < Number(rounds); round += 1) {
    const names = Object.keys(builds);
    const turn = round % 2 === 0 ? names : names.reverse();
    for (const path of PATHS) for (const name of turn) times[path][name].push(await paint(builds[name].url + path));
  }
  console.log(`first paint, medians of ${rounds} rounds in ms; B beside A, and A beside itself`);
  for (const [path, of] of Object.entries(times)) {
    const [a, b, again] = [of.A, of.B, of['A again']].map(median);
    console.log(`${path}: A ${a.toFixed(0)}, B ${b.toFixed(0)}, B/A ${(b / a).toFixed(3)}, A/A ${(again / a).toFixed(3)}`);
  }
} finally {
  await browser.close();
  for (const { stop } of Object.values(builds)) await stop();
}

/** Milliseconds from the request to the first paint with content, in a browser that has seen nothing yet. */
async function paint(url) {
  const context = await browser.newContext({ viewport: phone, deviceScaleFactor: 2, isMobile: true });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', NETWORK);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await page.goto(url, { waitUntil: 'load' });
  const time = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const find = (list) => list.getEntries().find(({ name }) => name === 'first-contentful-paint');
        new PerformanceObserver((list) => find(list) && resolve(find(list).startTime)).observe({ type: 'paint', buffered: true });
      }),
  );
  await context.close();
  return time;
}

/** A binary on an empty folder and a free port: `{ url, stop }`. */
async function start(binary) {
  const data = await mkdtemp(join(tmpdir(), 'quartiers-paint-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = spawn(binary, ['serve', '--listen', `127.0.0.1:${port}`, '--data', data], { stdio: 'ignore' });
  for (const deadline = Date.now() + 20_000; !(await fetch(`${url}/healthz`).catch(() => null))?.ok; await pause(50)) {
    if (Date.now() > deadline) throw new Error(`${binary} does not answer`);
  }
  const stop = async () => {
    const exit = once(program, 'exit');
    program.kill('SIGTERM');
    await exit;
    await rm(data, { recursive: true, force: true });
  };
  return { url, stop };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}
