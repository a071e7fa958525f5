// Every page type can be walked by headings and entered by its skip link: one h1, its own title, landmarks.
import { expect, pages, testInOneTab as test, visit } from './support.mjs';

test('every page has its own title', async ({ request }) => {
  const titles = new Map();
  for (const { type, path } of pages) {
    const html = await (await request.get(path)).text();
    const title = /<title>([^<]*)<\/title>/.exec(html)?.[1].trim();
    expect(title, `${type} has a title`).toBeTruthy();
    expect(titles.get(title), `${type} shares the title « ${title} »`).toBeUndefined();
    titles.set(title, type);
  }
});

for (const entry of pages) {
  test(`${entry.type} has one h1, a language and landmarks`, async ({ page }) => {
    await visit(page, entry);
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await expect(page.locator('h1')).toHaveCount(1);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/\S/);
    await expect(page.getByRole('main')).toHaveCount(1);
    await expect(page.getByRole('banner')).toHaveCount(1);
    await expect(page.getByRole('contentinfo')).toHaveCount(1);
    if (entry.status === undefined) {
      await expect(page.locator('meta[name="description"]')).toHaveAttribute('content', /\S/);
    }
  });

  test(`${entry.type} can be entered by its skip link`, async ({ page }) => {
    await visit(page, entry);
    await page.keyboard.press('Tab');
    const skip = page.locator(':focus');
    await expect(skip).toHaveText(/contenu/i);
    await expect(skip).toBeInViewport({ ratio: 1 });

    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const inside = await page.evaluate(() => {
      const main = document.querySelector('main');
      const place = main.compareDocumentPosition(document.activeElement);
      const after = place & Node.DOCUMENT_POSITION_FOLLOWING;
      return main.contains(document.activeElement) || (after && !main.querySelector('a[href], button, input'));
    });
    expect(inside).toBeTruthy();
  });
}
