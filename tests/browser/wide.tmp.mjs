import { chromium } from '@playwright/test';
import { launchOptions } from './browser.mjs';
const b = await chromium.launch(launchOptions);
for (const path of process.argv.slice(2)) {
  const page = await b.newPage(); const c = await page.context().newCDPSession(page);
  await page.goto('http://127.0.0.1:3105' + path);
  await c.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 32 } });
  await page.evaluate(() => document.querySelectorAll('details').forEach(d => d.open = true));
  await page.setViewportSize({ width: 360, height: 800 });
  console.log(path, await page.evaluate(() => [document.documentElement.scrollWidth, ...[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 0.5).slice(0, 12).map(e => e.tagName + '.' + (e.getAttribute('class')) + ' ' + Math.round(e.getBoundingClientRect().right) + ' ' + e.textContent.trim().slice(0, 40))]));
  await page.close();
}
await b.close();
