// Keyboard focus: its element, its visibility, and the tab order.
import { expect } from '@playwright/test';

const MOST_TABS = 120;

/** Focused element, and whether it or its surroundings change visibly; runs in the page. */
export function focused() {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  // What an ancestor cuts off is not seen; of a drawing, what stands outside its frame.
  const visible = (target) => {
    let { left, top, right, bottom } = target.getBoundingClientRect();
    [left, top, right, bottom] = [Math.max(left, 0), Math.max(top, 0), Math.min(right, innerWidth), Math.min(bottom, innerHeight)];
    for (let around = target.parentElement; around !== null && around !== document.body; around = around.parentElement) {
      if (around.namespaceURI.endsWith('svg') && around.localName !== 'svg') continue;
      if (getComputedStyle(around).overflow === 'visible') continue;
      const box = around.getBoundingClientRect();
      [left, top, right, bottom] = [Math.max(left, box.left), Math.max(top, box.top), Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    return right - left >= 1 && bottom - top >= 1;
  };
  const around = [element, element.parentElement, element.closest('label, li, article'), element.nextElementSibling];
  if (element.namespaceURI.endsWith('svg')) around.push(...element.children);
  const look = () =>
    around
      .filter((node) => node !== null)
      .flatMap((node) => [null, '::before', '::after'].map((part) => getComputedStyle(node, part)))
      .map(({ outline, boxShadow, stroke, strokeWidth }) => `${outline} ${boxShadow} ${stroke} ${strokeWidth}`)
      .join();
  const withFocus = look();
  element.blur();
  const marked = look() !== withFocus;
  element.focus();
  const control = element.matches('a[href], button, input, select, textarea, summary, [tabindex]');
  return { seen: visible(element) && marked, control, html: element.outerHTML.slice(0, 120) };
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
export function inOrder(before) {
  const now = document.activeElement;
  if (before === document.body || !before.isConnected) return true;
  const after = (before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  // A drawing has an order of its own: the list beside it is the same in lines.
  if (before.closest('svg') !== null && now.closest('svg') !== null) return after;
  const main = document.querySelector('main');
  if (!main.contains(before) || !main.contains(now)) return after;
  const [above, below] = [before, now].map((it) => it.getBoundingClientRect());
  const column = above.right <= below.left || below.right <= above.left;
  return after && (column || below.bottom >= above.top);
}
