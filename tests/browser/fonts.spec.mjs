// Chromium uses the test fonts whatever the machine has, and the fonts differ in size.
import { readFile } from 'node:fs/promises';
import { chromium, expect, test } from '@playwright/test';
import { launchOptions } from './browser.mjs';
import { environmentWithFont, fonts } from './fonts.mjs';

const SENTENCE = 'Des bénévoles réparent des vélos et les prêtent aux habitants';

/** Fonts, width and height of a sentence on the home page. */
async function drawn(name, baseURL) {
  const browser = await chromium.launch({ ...launchOptions, env: environmentWithFont(name) });
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

/** Names of the fonts used for the text of `selector`. */
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

test('each project of the configuration selects tests of the layout', async ({}, info) => {
  const source = await readFile(new URL('layout.spec.mjs', import.meta.url), 'utf8');
  const titles = [...source.matchAll(/\btest(?:InOneTab)?\((['`])(.+?)\1, async/g)].map(([, , title]) => title);

  expect(info.config.projects.map(({ name }) => name).sort()).toEqual(Object.keys(fonts).sort());
  for (const { name, grep } of info.config.projects) {
    expect(titles.filter((title) => [grep].flat().some((wanted) => title.search(wanted) >= 0)).length, name).toBeGreaterThan(0);
  }
});
