// HTML of every page type is valid, as sent.
import { invalid } from './audit.mjs';
import { expect, pages, test } from './support.mjs';

for (const { type, path, status = 200 } of pages) {
  test(`${type} is valid HTML`, async ({ request }) => {
    const answer = await request.get(path);
    expect(answer.status()).toBe(status);
    expect(answer.headers()['content-type']).toMatch(/^text\/html; ?charset=utf-8$/i);
    expect(await invalid(await answer.text(), path)).toEqual([]);
  });
}
