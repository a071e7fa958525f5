// Weight of every page type: few requests, few bytes, one host, no cookie.
import { expect, pages, test, visit } from './support.mjs';

const MAX_REQUESTS = 4;
const MAX_BYTES = 35_000;
/** The two pages that most people see, on the slowest networks. */
const MAX_BYTES_OF = { home: 27_000, neighbourhood: 27_000 };
/** Compressed, as a browser gets it. */
const MAX_SCRIPT_BYTES = 6_000;

for (const entry of pages) {
  test(`${entry.type} is within its budget`, async ({ page, context, baseURL }, info) => {
    const requests = [];
    page.on('requestfinished', (request) => requests.push(request));
    await visit(page, entry);
    await page.waitForLoadState('networkidle');
    const seen = requests.filter((request) => !request.url().startsWith('data:'));
    const sizes = await Promise.all(
      seen.map(async (request) => ({
        url: request.url(),
        kind: request.resourceType(),
        bytes: (await request.sizes()).responseBodySize,
        cookie: (await (await request.response()).allHeaders())['set-cookie'] ?? null,
      })),
    );
    sizes.push(...(await iconNotAsked(page, context, sizes)));

    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    info.annotations.push({ type: 'weight', description: `${sizes.length} requests, ${total} B` });
    const list = sizes.map(({ url, bytes }) => `${url} ${bytes}`).join('\n');
    expect(sizes.every(({ url }) => new URL(url).origin === baseURL), list).toBe(true);
    expect(sizes.filter(({ cookie }) => cookie)).toEqual([]);
    expect(sizes.length, list).toBeLessThanOrEqual(MAX_REQUESTS);
    expect(total, list).toBeLessThanOrEqual(MAX_BYTES_OF[entry.type] ?? MAX_BYTES);
    const script = sizes.filter(({ kind }) => kind === 'script');
    expect(script.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(MAX_SCRIPT_BYTES);
  });
}

/** Counts the icon, which a headless browser does not request. */
async function iconNotAsked(page, context, sizes) {
  const icon = page.locator('link[rel~="icon"]').first();
  const url = (await icon.count()) ? await icon.evaluate((link) => link.href) : new URL('/favicon.ico', page.url()).href;
  if (url.startsWith('data:') || sizes.some((size) => size.url === url)) return [];
  const answer = await context.request.get(url);
  expect(answer.status(), url).toBe(200);
  const bytes = Number(answer.headers()['content-length'] ?? (await answer.body()).length);
  return [{ url, kind: 'image', bytes, cookie: answer.headers()['set-cookie'] ?? null }];
}
