// Tab goes through every page in the order in which it is seen: each stop is seen and marked, none is lost or hidden.
import { desktop, phone } from './browser.mjs';
import { focused, inOrder } from './focus.mjs';
import { expect, pages, test, visit } from './support.mjs';

const MOST_TABS = 450;
/** Its tables are that of the page of a département, six times. */
const TOO_LONG = ['coverage'];
/** A phone folds what a desktop shows: one page of each layout is enough. */
const ON_PHONES = ['home', 'results-filtered', 'initiative', 'neighbourhood', 'departement', 'location-choose', 'propose', 'sign-in-asked'];
const devices = { desktop, phone };
const cases = pages.filter((entry) => !TOO_LONG.includes(entry.type)).flatMap((entry) => {
  const both = process.env.FULL || ON_PHONES.includes(entry.type);
  return (both ? ['desktop', 'phone'] : ['desktop']).map((device) => ({ entry, device }));
});

for (const { entry, device } of cases) {
  test(`${entry.type} is gone through by Tab in the order in which it is seen, ${device}`, async ({ page }) => {
    test.setTimeout(60_000);
    await page.setViewportSize(devices[device]);
    await visit(page, entry);
    await page.keyboard.press('Tab');
    const first = await page.evaluateHandle(() => document.activeElement);
    const wrong = [];
    let stops = 1;
    for (; stops < MOST_TABS; stops += 1) {
      const before = await page.evaluateHandle(() => document.activeElement);
      await page.keyboard.press('Tab');
      let focus = await page.evaluate(focused);
      if (focus === null) break;
      if (!focus.seen) {
        // The browser may scroll to a link of a drawing in the next frame.
        await page.evaluate(nextFrame);
        focus = await page.evaluate(focused);
      }
      if (!focus.seen) wrong.push(`not seen: ${focus.html}`);
      if (!focus.control) wrong.push(`no control: ${focus.html}`);
      if (!(await page.evaluate(inOrder, before))) wrong.push(`out of order: ${focus.html}`);
    }
    // The page is left behind its last stop only: the next one is the first again.
    await page.keyboard.press('Tab');
    expect(await page.evaluate((it) => it === document.activeElement, first), 'the focus is lost on the way').toBe(true);
    expect(wrong).toEqual([]);
    expect(stops).toBeGreaterThan(10);
    expect(stops).toBeLessThan(MOST_TABS);
  });
}

/** Resolves once the page is drawn again; runs in the page. */
function nextFrame() {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
}
