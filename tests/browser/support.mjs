// What every test stands on: a page that may not complain, leak or set a cookie.
import { expect, test as base } from '@playwright/test';

export { expect };
export { pages } from './pages.mjs';

/** A refusal page is itself "a resource that failed to load": that line alone is no complaint. */
const isOwnStatus = (message, page) =>
  /status of 4\d\d/.test(message.text()) && message.location().url === page.url();

export const test = base.extend({
  complaints: async ({ page, baseURL }, use) => {
    const complaints = [];
    page.on('console', (message) => {
      const bad = ['error', 'warning'].includes(message.type());
      if (bad && !isOwnStatus(message, page)) complaints.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
    page.on('requestfailed', (request) => {
      // Leaving a page drops what it still waits for.
      const left = request.failure()?.errorText === 'net::ERR_ABORTED';
      if (!left) complaints.push(`failed: ${request.url()}`);
    });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && origin !== baseURL) complaints.push(`elsewhere: ${request.url()}`);
    });
    await use(complaints);
  },
  quiet: [
    async ({ complaints, context }, use) => {
      await use();
      expect(complaints).toEqual([]);
      expect(await context.cookies()).toEqual([]);
    },
    { auto: true },
  ],
});

/** Goes to a page of the list, and checks that it answers as the list says. */
export async function visit(page, { path, status = 200 }) {
  const answer = await page.goto(path);
  expect(answer.status(), path).toBe(status);
  return answer;
}

/** Opens all that is folded, so that what is inside is looked at too. */
export async function unfold(page) {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}
