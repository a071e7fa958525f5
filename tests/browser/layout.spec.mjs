// Every page type holds on a narrow screen, with large text, under a thumb, on paper and in forced colours.
import { phone } from './browser.mjs';
import { expect, pages, test, unfold, visit } from './support.mjs';

const NORMAL_TEXT = 16;
const WIDTHS = [1280, 640, 360];

for (const entry of pages) {
  test(`${entry.type} does not scroll sideways at 320 px`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await visit(page, entry);
    await unfold(page);
    expect(await page.evaluate(sticksOut)).toEqual([]);
  });

  test(`${entry.type} does not scroll sideways with text twice as large`, async ({ page, context }) => {
    const browser = await context.newCDPSession(page);
    await visit(page, entry);
    const before = await page.evaluate(textSize);
    const fontSizes = { standard: NORMAL_TEXT * 2, fixed: NORMAL_TEXT * 2 };
    await browser.send('Page.setFontSizes', { fontSizes });
    await unfold(page);
    expect(await page.evaluate(textSize)).toBeCloseTo(before * 2, 0);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(sticksOut), `at ${width} px`).toEqual([]);
    }
  });

  test(`${entry.type} has targets for a thumb`, async ({ page }) => {
    await page.setViewportSize(phone);
    await visit(page, entry);
    await unfold(page);
    expect(await page.evaluate(smallTargets)).toEqual([]);
  });

  test(`${entry.type} prints without its navigation`, async ({ page }) => {
    await page.emulateMedia({ media: 'print' });
    await visit(page, entry);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('navigation').filter({ visible: true })).toHaveCount(0);
    await expect(page.getByRole('search').filter({ visible: true })).toHaveCount(0);
    await expect(page.getByRole('button').filter({ visible: true })).toHaveCount(0);
  });

  test(`${entry.type} keeps its drawings and edges in forced colours`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await visit(page, entry);
    // A handle, as a locator would go on to the next drawing once the first is hidden.
    const drawing = await page.locator('svg').filter({ visible: true }).first().elementHandle();
    const drawn = await page.screenshot();
    await drawing.evaluate((svg) => (svg.style.visibility = 'hidden'));
    expect(drawn.equals(await page.screenshot())).toBe(false);
    for (const button of await page.getByRole('button').filter({ visible: true }).all()) {
      await expect(button).not.toHaveCSS('border-top-style', 'none');
    }
  });
}

test('the words of the head stand on one line at 320 px', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('/');
  const links = page.getByRole('banner').getByRole('navigation').getByRole('link');
  const tops = await links.evaluateAll((all) => all.slice(0, 4).map((link) => Math.round(link.getBoundingClientRect().top)));
  expect(new Set(tops).size, tops.join()).toBe(1);
});

/** The first paragraph's size of text, in pixels; runs in the page. */
function textSize() {
  return parseFloat(getComputedStyle(document.querySelector('main p')).fontSize);
}

/** What makes the page wider than its window; runs in the page. */
function sticksOut() {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.body.querySelectorAll('*')].filter(
    (element) => element.getBoundingClientRect().right > root.clientWidth + 1,
  );
  return [`${root.scrollWidth} > ${root.clientWidth}`, ...wide.slice(0, 5).map((e) => e.outerHTML.slice(0, 160))];
}

/** Links and controls under 44 px that do not stand in a sentence; runs in the page. */
function smallTargets() {
  const LEAST = 43.5;
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.closest('[aria-hidden="true"], .vh, .skip') === null;
  const inSentence = (element) => {
    if (getComputedStyle(element).display !== 'inline') return false;
    let around = element.parentElement;
    while (getComputedStyle(around).display === 'inline') around = around.parentElement;
    return around.textContent.trim().length > element.textContent.trim().length + 3;
  };
  // What a mark on a map does, a link of the list beside it does too (WCAG 2.5.8, equivalent).
  const isElsewhere = (control) =>
    control.closest('svg') !== null &&
    [...document.querySelectorAll('a[href]')].some(
      (other) =>
        other.closest('svg') === null && isShown(other) && other.getAttribute('href') === control.getAttribute('href'),
    );
  const targetOf = (control) => control.closest('label') ?? control.labels?.[0] ?? control;
  const reaches = (target, box, dx, dy) => {
    const hit = document.elementFromPoint(box.left + box.width / 2 + dx, box.top + box.height / 2 + dy);
    return hit !== null && (target === hit || target.contains(hit));
  };
  const isSmall = (target) => {
    target.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = target.getBoundingClientRect();
    const reach = LEAST / 2;
    const wide = box.width >= LEAST || (reaches(target, box, -reach, 0) && reaches(target, box, reach, 0));
    const high = box.height >= LEAST || (reaches(target, box, 0, -reach) && reaches(target, box, 0, reach));
    return !(wide && high);
  };
  const size = (target) => {
    const { width, height } = target.getBoundingClientRect();
    return `${Math.round(width)} × ${Math.round(height)}: ${target.outerHTML.slice(0, 140)}`;
  };
  const controls = [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')];
  const isCheck = (control) => ['checkbox', 'radio'].includes(control.type);
  return controls
    .filter((control) => isShown(control) && !inSentence(control) && !isElsewhere(control))
    .map((control) => (isCheck(control) ? targetOf(control) : control))
    .filter(isSmall)
    .map(size);
}
