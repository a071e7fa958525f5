// Screenshots of every page, for visual review: node screenshots.mjs [FOLDER]
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { desktop, launchOptions, phone } from './browser.mjs';
import { pages } from './pages.mjs';
import { startSite } from './site.mjs';

const folder = process.argv[2] ?? fileURLToPath(new URL('../../target/shots', import.meta.url));
const profiles = [
  { name: '360-light', viewport: phone, colorScheme: 'light' },
  { name: '360-dark', viewport: phone, colorScheme: 'dark' },
  { name: '1280-light', viewport: desktop, colorScheme: 'light' },
  { name: '1280-dark', viewport: desktop, colorScheme: 'dark' },
  { name: 'print', viewport: { width: 794, height: 1123 }, colorScheme: 'light', media: 'print' },
];

await mkdir(folder, { recursive: true });
const site = await startSite();
const browser = await chromium.launch(launchOptions);
try {
  for (const { name, media = 'screen', ...dress } of profiles) {
    const context = await browser.newContext({ ...dress, baseURL: site.url, locale: 'fr-FR' });
    const page = await context.newPage();
    await page.emulateMedia({ media });
    for (const { type, path } of pages) {
      await page.goto(path);
      await page.screenshot({ path: join(folder, `${type}-${name}.png`), fullPage: true });
    }
    await context.close();
  }
} finally {
  await browser.close();
  await site.stop();
}
console.log(`${pages.length * profiles.length} pictures in ${folder}`);
