// Without style sheets, the text of adjacent elements stays separated (RGAA 10.3).
import { expect, pages, testInOneTab as test, unfold, visit } from './support.mjs';

for (const entry of pages) {
  test(`${entry.type} keeps its words apart without style sheets`, async ({ page }) => {
    await visit(page, entry);
    await unfold(page);
    expect(await page.evaluate(adjacentTexts)).toEqual([]);
  });
}

/** Texts of two elements on one line with nothing between them; runs in the page. */
function adjacentTexts() {
  for (const sheet of document.styleSheets) sheet.disabled = true;
  const boxOf = (text, start) => {
    const letter = document.createRange();
    letter.setStart(text, start);
    letter.setEnd(text, start + 1);
    return letter.getBoundingClientRect();
  };
  const touch = (before, after) => {
    const [left, right] = [boxOf(before, before.length - 1), boxOf(after, 0)];
    const shown = left.width > 0 && right.width > 0;
    return shown && Math.abs(left.bottom - right.bottom) < 8 && Math.abs(right.left - left.right) < 2;
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.length > 0 && text.parentElement.closest('svg, script, option') === null) texts.push(text);
  }
  return texts
    .slice(1)
    .map((after, at) => [texts[at], after])
    .filter(([before, after]) => /[\p{L}\p{N}.)»]$/u.test(before.data) && /^[\p{L}\p{N}(«]/u.test(after.data))
    .filter(([before, after]) => touch(before, after))
    .map(([before, after]) => `${before.data.slice(-30)}|${after.data.slice(0, 30)}`);
}
