// Base fixture of the tests: fails on console errors, requests to other hosts, and cookies.
import { expect, test as base } from '@playwright/test';
import { reader } from './browser.mjs';

export { expect };
export { pages } from './pages.mjs';

/** Chromium logs a 4xx page as a resource that failed to load: that entry is ignored. */
const isOwnStatus = (message, page) =>
  /status of 4\d\d/.test(message.text()) && message.location().url === page.url();

export const test = base.extend({
  pageErrors: async ({ page, baseURL }, use) => {
    const pageErrors = [];
    const listeners = {
      console: (message) => {
        const bad = ['error', 'warning'].includes(message.type());
        if (bad && !isOwnStatus(message, page)) pageErrors.push(`console: ${message.text()}`);
      },
      pageerror: (error) => pageErrors.push(`script: ${error.message}`),
      requestfailed: (request) => {
        // Navigation aborts pending requests.
        const left = request.failure()?.errorText === 'net::ERR_ABORTED';
        if (!left) pageErrors.push(`failed: ${request.url()}`);
      },
      request: (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol !== 'data:' && origin !== baseURL) pageErrors.push(`elsewhere: ${request.url()}`);
      },
    };
    for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
    await use(pageErrors);
    for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
  },
  quiet: [
    async ({ pageErrors, context }, use) => {
      await use();
      expect(pageErrors).toEqual([]);
      expect(await context.cookies()).toEqual([]);
    },
    { auto: true },
  ],
});

/**
 * `test` in one tab for all tests of a worker: to open a tab takes longer than to load a page. For tests that only read
 * pages; of the options of a context, `viewport` and `colorScheme` may be changed.
 */
export const testInOneTab = test.extend({
  tab: [
    async ({ browser }, use) => {
      const context = await browser.newContext({ ...reader, baseURL: process.env.SITE });
      await use(await context.newPage());
      await context.close();
    },
    { scope: 'worker' },
  ],
  context: ({ tab }, use) => use(tab.context()),
  page: async ({ tab, viewport, colorScheme }, use) => {
    await tab.setViewportSize(viewport);
    await tab.emulateMedia({ media: null, forcedColors: null, colorScheme });
    await use(tab);
  },
});

/** Loads a page of the list and checks its status. */
export async function visit(page, { path, status = 200 }) {
  const answer = await page.goto(path);
  expect(answer.status(), path).toBe(status);
  return answer;
}

/** Opens all collapsed elements, so that their content is tested too. */
export async function unfold(page) {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}
