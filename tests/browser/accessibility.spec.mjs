// axe over every page type, in every colour scheme and device: WCAG 2.2 A and AA, best practices, heading order.
import { inaccessible } from './audit.mjs';
import { desktop, phone } from './browser.mjs';
import { cases } from './pairwise.mjs';
import { expect, pages, testInOneTab as test, unfold, visit } from './support.mjs';

const devices = { phone, desktop };
const profiles = { device: Object.keys(devices), colorScheme: ['light', 'dark'], scripted: [true, false] };

for (const { entry, device, colorScheme, scripted } of cases({ entry: pages, ...profiles })) {
  const script = scripted ? 'with script' : 'without script';
  test.describe(`${device}, ${colorScheme}, ${script}`, () => {
    test.use({ viewport: devices[device], colorScheme });

    test(`${entry.type} breaks no axe rule`, async ({ page }) => {
      // The table of coverage has 800 links.
      test.setTimeout(90_000);
      const allowScript = scripted ? async () => {} : await forbidScript(page);
      await visit(page, entry);
      await allowScript();
      await unfold(page);
      expect(await inaccessible(page)).toEqual([]);
    });
  });
}

/** Loads pages without script until the returned function is called: axe itself needs timers. */
async function forbidScript(page) {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Emulation.setScriptExecutionDisabled', { value: true });
  return async () => {
    await browser.send('Emulation.setScriptExecutionDisabled', { value: false });
    // Left open, it would undo the print media of later tests in this tab.
    await browser.detach();
  };
}
