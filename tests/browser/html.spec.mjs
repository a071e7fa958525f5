// Every page type is valid HTML, as sent.
import { HtmlValidate } from 'html-validate';
import { expect, pages, test } from './support.mjs';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    // A filter chosen twice is the same name given twice, in its box or kept hidden beside a search.
    'form-dup-name': 'off',
    // A title says all that was chosen, however much that is.
    'long-title': 'off',
    // Our own files come from where the page comes from.
    'require-sri': ['error', { target: 'crossorigin' }],
    // The template engine does not trim, and it costs nothing once compressed.
    'no-trailing-whitespace': 'off',
  },
});

for (const { type, path, status = 200 } of pages) {
  test(`${type} is valid HTML`, async ({ request }) => {
    const answer = await request.get(path);
    expect(answer.status()).toBe(status);
    expect(answer.headers()['content-type']).toMatch(/^text\/html; ?charset=utf-8$/i);
    const report = await validator.validateString(await answer.text(), path);
    const faults = report.results.flatMap(({ messages }) => messages);
    expect(faults.map((f) => `${f.line}:${f.column} ${f.ruleId} ${f.message}`)).toEqual([]);
  });
}
