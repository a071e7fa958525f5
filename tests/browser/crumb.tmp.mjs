import { chromium } from '@playwright/test';
import { launchOptions } from './browser.mjs';
const b = await chromium.launch(launchOptions);
const page = await b.newPage({viewport:{width:360,height:740}});
await page.goto('http://127.0.0.1:3105/quartiers/bourges-nord');
console.log(await page.evaluate(() => [...document.querySelectorAll('.crumbs a')].map(a => { const s=getComputedStyle(a); return [a.textContent,s.display,s.minWidth,a.getBoundingClientRect().width, getComputedStyle(a.parentElement).display]; })));
await b.close();
