// Layout of every page type: narrow screen, large text, target size, print, forced colours.
// The projects of the configuration repeat it with a wide font, a narrow one and one with tall lines.
import { phone } from './browser.mjs';
import { fonts } from './fonts.mjs';
import { expect, pages, test, testInOneTab, unfold, visit } from './support.mjs';
import { smallTargets } from './targets.mjs';

/** Sizes of a browser whose reader changed nothing, in pixels. */
const TEXT = { standard: 16, fixed: 13 };
const WIDTHS = [1280, 640, 360];
const SPACING = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }';
/** The font of the project with its lines and letters scaled below those of any real font. */
const thin = (family) => `
  @font-face { font-family: Thin; src: local("${family}"); ascent-override: 50%; descent-override: 30%; line-gap-override: 0%; size-adjust: 60% }
  * { font-family: Thin !important }`;

for (const entry of pages) {
  testInOneTab(`${entry.type} does not scroll sideways, with text twice as large neither, and has targets for a thumb`, async ({ page, context }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await visit(page, entry);
    await unfold(page);
    expect.soft(await page.evaluate(overflowingElements), 'at 320 px').toEqual([]);
    await page.setViewportSize(phone);
    expect.soft(await page.evaluate(smallTargets), 'targets').toEqual([]);

    const browser = await context.newCDPSession(page);
    const before = await page.evaluate(textSize);
    await browser.send('Page.setFontSizes', { fontSizes: { standard: TEXT.standard * 2, fixed: TEXT.standard * 2 } });
    expect(await page.evaluate(textSize)).toBeCloseTo(before * 2, 0);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      expect.soft(await page.evaluate(overflowingElements), `large text at ${width} px`).toEqual([]);
    }
    await browser.send('Page.setFontSizes', { fontSizes: TEXT });
    await browser.detach();
  });

  testInOneTab(`${entry.type} loses nothing with the spacing of WCAG 1.4.12, and its targets have the size of no font`, async ({ page, context }, info) => {
    // The content security policy forbids the styles that a reader adds.
    const browser = await context.newCDPSession(page);
    await browser.send('Page.setBypassCSP', { enabled: true });
    await visit(page, entry);
    await unfold(page);
    const spacing = await page.addStyleTag({ content: SPACING });
    for (const width of [1280, 360, 320]) {
      await page.setViewportSize({ width, height: 800 });
      expect.soft(await page.evaluate(overflowingElements), `at ${width} px`).toEqual([]);
      expect.soft(await page.evaluate(cutOff), `at ${width} px`).toEqual([]);
    }
    await spacing.evaluate((style) => style.remove());

    await page.setViewportSize(phone);
    const natural = await page.evaluate(lineOfText);
    await page.addStyleTag({ content: thin(fonts[info.project.name].family) });
    await page.evaluate(() => document.fonts.load('16px Thin'));
    expect(await page.evaluate(lineOfText)).toBeLessThan(natural);
    expect(await page.evaluate(smallTargets)).toEqual([]);
    await browser.send('Page.setBypassCSP', { enabled: false });
    await browser.detach();
  });

  testInOneTab(`${entry.type} prints without its navigation, and keeps its drawings and edges in forced colours`, { tag: '@fontless' }, async ({ page }) => {
    await page.emulateMedia({ media: 'print' });
    await visit(page, entry);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('navigation').filter({ visible: true })).toHaveCount(0);
    await expect(page.getByRole('search').filter({ visible: true })).toHaveCount(0);
    await expect(page.getByRole('button').filter({ visible: true })).toHaveCount(0);

    await page.emulateMedia({ media: 'screen', forcedColors: 'active' });
    // An element handle: a locator would move on to the next drawing once the first is hidden.
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

/** Font size of the first paragraph in pixels; runs in the page. */
function textSize() {
  return parseFloat(getComputedStyle(document.querySelector('main p')).fontSize);
}

/** Line height of the first heading in pixels; runs in the page. */
function lineOfText() {
  const words = document.createRange();
  words.selectNodeContents(document.querySelector('h1'));
  return words.getClientRects()[0].height;
}

/** Boxes that clip a part of their text; runs in the page. */
function cutOff() {
  const cuts = ({ overflowX, overflowY }) => [overflowX, overflowY].some((it) => ['hidden', 'clip'].includes(it));
  // Text for screen readers only is clipped on purpose.
  const isShown = (it) => it.checkVisibility() && it.clientWidth > 1 && it.closest('.vh, .skip, .honeypot, svg') === null;
  const rectsOf = (text) => {
    const words = document.createRange();
    words.selectNodeContents(text);
    return [...words.getClientRects()].filter(({ width }) => width > 1);
  };
  /** The pieces of text that are seen. */
  const texts = (element) => {
    const isSeen = ({ parentElement: it }) => it.checkVisibility() && it.closest('.vh, .skip, .honeypot, svg') === null;
    const filter = (text) => (isSeen(text) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, filter);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  };
  return [...document.body.querySelectorAll('*')]
    .filter((element) => isShown(element) && cuts(getComputedStyle(element)))
    .filter((element) => {
      const box = element.getBoundingClientRect();
      const outside = (it) => it.right > box.right + 1 || it.bottom > box.bottom + 1 || it.left < box.left - 1 || it.top < box.top - 1;
      return texts(element).flatMap(rectsOf).some(outside);
    })
    .map((element) => element.outerHTML.slice(0, 160));
}

/** Elements that overflow the window horizontally; runs in the page. */
function overflowingElements() {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.body.querySelectorAll('*')].filter(
    (element) => element.getBoundingClientRect().right > root.clientWidth + 1,
  );
  return [`${root.scrollWidth} > ${root.clientWidth}`, ...wide.slice(0, 5).map((e) => e.outerHTML.slice(0, 160))];
}
