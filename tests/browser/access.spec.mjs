// axe over every page type, in every dress: no rule of WCAG 2.2 A and AA nor good practice is broken.
import AxeBuilder from '@axe-core/playwright';
import { desktop, phone } from './browser.mjs';
import { expect, pages, test, unfold, visit } from './support.mjs';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

for (const [device, viewport] of Object.entries({ phone, desktop })) {
  for (const colorScheme of ['light', 'dark']) {
    for (const scripted of [true, false]) {
      const script = scripted ? 'with script' : 'without script';
      test.describe(`${device}, ${colorScheme}, ${script}`, () => {
        test.use({ viewport, colorScheme });
        for (const entry of pages) {
          test(`${entry.type} breaks no axe rule`, async ({ page }) => {
            const allowScript = scripted ? async () => {} : await forbidScript(page);
            await visit(page, entry);
            await allowScript();
            await unfold(page);
            const { violations, passes } = await new AxeBuilder({ page })
              .setLegacyMode(true)
              .withTags(rules)
              .analyze();
            expect(passes.length).toBeGreaterThan(10);
            expect(violations.flatMap(told)).toEqual([]);
          });
        }
      });
    }
  }
}

/** Reads pages without script until the answer is called: axe itself needs timers. */
async function forbidScript(page) {
  const browser = await page.context().newCDPSession(page);
  const forbid = (value) => browser.send('Emulation.setScriptExecutionDisabled', { value });
  await forbid(true);
  return () => forbid(false);
}

/** One line a broken rule and element. */
function told({ id, help, nodes }) {
  return nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target} ${failureSummary}`);
}
