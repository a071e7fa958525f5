// Base fixture of the tests: fails on console errors, requests to other hosts, and cookies.
import { expect, test as base } from '@playwright/test';

export { expect };
export { pages } from './pages.mjs';

/** Chromium logs a 4xx page as a resource that failed to load: that entry is ignored. */
const isOwnStatus = (message, page) =>
  /status of 4\d\d/.test(message.text()) && message.location().url === page.url();

export const test = base.extend({
  pageErrors: async ({ page, baseURL }, use) => {
    const pageErrors = [];
    page.on('console', (message) => {
      const bad = ['error', 'warning'].includes(message.type());
      if (bad && !isOwnStatus(message, page)) pageErrors.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => pageErrors.push(`script: ${error.message}`));
    page.on('requestfailed', (request) => {
      // Navigation aborts pending requests.
      const left = request.failure()?.errorText === 'net::ERR_ABORTED';
      if (!left) pageErrors.push(`failed: ${request.url()}`);
    });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && origin !== baseURL) pageErrors.push(`elsewhere: ${request.url()}`);
    });
    await use(pageErrors);
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
