// The fonts of the tests are those that Chromium draws with, whatever the machine has, and they really differ.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, expect, test } from '@playwright/test';
import { launchOptions } from './browser.mjs';
import { drawnWith, fonts } from './fonts.mjs';

const PLAYWRIGHT = fileURLToPath(new URL('node_modules/@playwright/test/cli.js', import.meta.url));
const SENTENCE = 'Des bénévoles réparent des vélos et les prêtent aux habitants';

/** The fonts of a sentence of the home page, and how wide and high it stands. */
async function drawn(name, baseURL) {
  const browser = await chromium.launch({ ...launchOptions, env: drawnWith(name) });
  try {
    const page = await (await browser.newContext({ baseURL })).newPage();
    await page.goto('/');
    const box = await page.evaluate((text) => {
      const line = document.createElement('span');
      line.style.cssText = 'position: absolute; white-space: nowrap';
      const words = document.createElement('b');
      words.textContent = text;
      line.append(words);
      document.querySelector('main p').append(line);
      const { width, height } = words.getBoundingClientRect();
      return { width, height };
    }, SENTENCE);
    return { ...box, families: await families(page, 'main p span b') };
  } finally {
    await browser.close();
  }
}

/** The names of the fonts that the text of `selector` is drawn with. */
async function families(page, selector) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('DOM.enable');
  await devtools.send('CSS.enable');
  const { root } = await devtools.send('DOM.getDocument');
  const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const said = await devtools.send('CSS.getPlatformFontsForNode', { nodeId });
  return said.fonts.map(({ familyName }) => familyName);
}

test('each font is used alone; the narrow one is a fifth narrower, the tall one higher', async ({ baseURL }) => {
  const seen = {};
  for (const name of Object.keys(fonts)) {
    seen[name] = await drawn(name, baseURL);
    expect(seen[name].families, name).toEqual([fonts[name].family]);
  }
  expect(seen.narrow.width).toBeLessThan(seen.wide.width * 0.8);
  expect(seen.tall.height).toBeGreaterThan(seen.wide.height * 1.1);
});

test('each project of the configuration selects tests', async ({}, info) => {
  const listed = await promisify(execFile)(process.execPath, [PLAYWRIGHT, 'test', '--list', '--reporter=json'], {
    cwd: info.config.rootDir,
    maxBuffer: 64 * 1024 * 1024,
  });
  const report = JSON.parse(listed.stdout);
  const selected = Object.fromEntries(report.config.projects.map(({ name }) => [name, 0]));
  for (const { projectName } of report.suites.flatMap(allTests)) selected[projectName] += 1;

  expect(Object.keys(selected).sort()).toEqual(Object.keys(fonts).sort());
  for (const [name, count] of Object.entries(selected)) expect(count, name).toBeGreaterThan(0);
});

/** The tests of a suite of the report, and of those in it. */
function allTests({ specs = [], suites = [] }) {
  return [...specs.flatMap(({ tests }) => tests), ...suites.flatMap(allTests)];
}
