// Keyboard focus: its element, its visibility, and the tab order.
import { expect } from '@playwright/test';

const MOST_TABS = 120;

/** Focused element, and whether it or its surroundings change visibly; runs in the page. */
export function focused() {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const onScreen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  const around = [element, element.parentElement, element.closest('label, li, article'), element.nextElementSibling];
  const look = () =>
    around
      .filter((node) => node !== null)
      .flatMap((node) => [null, '::before', '::after'].map((part) => getComputedStyle(node, part)))
      .map(({ outline, boxShadow }) => `${outline} ${boxShadow}`)
      .join();
  const withFocus = look();
  element.blur();
  const marked = look() !== withFocus;
  element.focus();
  return { seen: onScreen && marked, html: element.outerHTML.slice(0, 120) };
}

/**
 * Presses Tab until `target` has the focus. Checks that each stop is visible, follows the one before in the document,
 * and does not move upwards within the page.
 */
export async function tabTo(page, target) {
  const handle = await target.elementHandle();
  for (let tab = 0; tab < MOST_TABS; tab += 1) {
    const before = await page.evaluateHandle(() => document.activeElement);
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(focused);
    expect(focus?.seen, `${focus?.html} is not seen`).toBe(true);
    expect(await page.evaluate(inOrder, before), `${focus.html} is out of order`).toBe(true);
    if (await page.evaluate((it) => it === document.activeElement, handle)) return;
  }
  throw new Error(`the keyboard does not come to ${target}`);
}

/** True if the focused element follows `before` in document order; runs in the page. */
function inOrder(before) {
  const now = document.activeElement;
  if (before === document.body || !before.isConnected) return true;
  const after = (before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const main = document.querySelector('main');
  if (!main.contains(before) || !main.contains(now)) return after;
  const [above, below] = [before, now].map((it) => it.getBoundingClientRect());
  const column = above.right <= below.left || below.right <= above.left;
  return after && (column || below.bottom >= above.top);
}
