// The mark of the focus stands out on every ground: 3:1 or more against what was there, in pixels, in every dress.
import { PNG } from 'pngjs';
import { expect, test, visit } from './support.mjs';

const LEAST_CONTRAST = 3;
/** Of the outline of an element, what must be marked with this contrast: a ring with round corners is shorter. */
const LEAST_SHARE = 0.6;
const MARGIN = 8;

/** One element of each ground: page, head, tile, map, saffron, willow, stone, form, chips, plan, foot. */
const grounds = {
  '/': ['.logo', '.head nav a', '#lieu', '.hero .btn', '.hero .btn--2', '.search__tips a', '.tile a', '.rows a', '.map a .q', '.fold summary', '.recueil .btn', '.recueil li a', '.ways a.btn', '.foot a'],
  '/recueils/a-bras-le-coeur': ['.saffron .crumbs a', '.saffron .btn', '.entries h4 a'],
  '/initiatives?frein=mobilite': ['#q', '.search .btn', '.crumbs a', '.opt input', '.filters__go .btn', '.chip', '.act', '.card h3 a', '.pages a'],
  '/quartiers/rabaterie-saint-pierre-des-corps': ['.plan .next', '.plan a .marker', '.planlist summary', '.contacts a'],
  '/proposer': ['#titre', '#resume', '[name=activite]', '.form .btn', 'main p a'],
  '/departements/indre-et-loire': ['.top .btn', '.top .btn--2', '.map a .dep', '.town-section a', '.others a'],
};
const dresses = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  forced: { forcedColors: 'active' },
  'forced, dark': { forcedColors: 'active', colorScheme: 'dark' },
};

for (const [dress, media] of Object.entries(dresses)) {
  for (const [path, selectors] of Object.entries(grounds)) {
    test(`${path} marks the focus with ${LEAST_CONTRAST}:1, ${dress}`, async ({ page }) => {
      test.setTimeout(60_000);
      await page.emulateMedia(media);
      await visit(page, { path });
      // The focus is shown to who uses the keyboard.
      await page.keyboard.press('Tab');
      const faint = [];
      for (const selector of selectors) {
        const share = await markedShare(page, selector);
        if (share < LEAST_SHARE) faint.push(`${selector}: ${share.toFixed(2)}`);
      }
      expect(faint).toEqual([]);
    });
  }
}

/** How much of its outline the focus of the first element that is `selector`, or holds it, marks well enough. */
async function markedShare(page, selector) {
  const control = page.locator(selector).first();
  const element = await control.evaluateHandle((it) => it.closest('a, button, input, textarea, summary'));
  await element.evaluate((it) => {
    for (const folded of document.querySelectorAll('details')) if (folded.contains(it) && it.localName !== 'summary') folded.open = true;
    it.scrollIntoView({ block: 'center', behavior: 'instant' });
    it.focus({ preventScroll: true });
  });
  const { clip, outline } = await element.evaluate(frame, MARGIN);
  const shot = async () => PNG.sync.read(await page.screenshot({ clip, animations: 'disabled', caret: 'hide' }));
  const focused = await shot();
  await element.evaluate((it) => it.blur());
  const before = await shot();
  return changed(before, focused) / outline;
}

/** The box to look at around an element, and how long the outline of what is seen of it is; runs in the page. */
function frame(element, margin) {
  const whole = element.getBoundingClientRect();
  const drawing = element.closest('svg')?.getBoundingClientRect() ?? whole;
  const own = { width: Math.min(whole.right, drawing.right) - Math.max(whole.left, drawing.left), height: Math.min(whole.bottom, drawing.bottom) - Math.max(whole.top, drawing.top) };
  const outer = (element.closest('.tile, label') ?? element).getBoundingClientRect();
  const [left, top] = [Math.max(outer.left - margin, 0), Math.max(outer.top - margin, 0)].map(Math.floor);
  const [right, bottom] = [Math.min(outer.right + margin, innerWidth), Math.min(outer.bottom + margin, innerHeight)].map(Math.ceil);
  return { clip: { x: left, y: top, width: right - left, height: bottom - top }, outline: 2 * (own.width + own.height) };
}

/** How many pixels differ by the least contrast. */
function changed(before, after) {
  let count = 0;
  for (let at = 0; at < before.data.length; at += 4) {
    const [a, b] = [before, after].map(({ data }) => luminance(data, at));
    if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) >= LEAST_CONTRAST) count += 1;
  }
  return count;
}

/** The relative luminance of a pixel (WCAG 2). */
function luminance(data, at) {
  const [red, green, blue] = [0, 1, 2].map((channel) => {
    const value = data[at + channel] / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
