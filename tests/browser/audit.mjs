// Rules for every page: valid HTML, WCAG 2.2 A and AA with best practices, heading order.
import AxeBuilder from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
  // The standard lists details with flow content only; the library also call it sectioning content.
  elements: ['html5', { details: { inherit: 'details', sectioning: false } }],
  rules: {
    // The same filter may be named twice: in its box, and as a hidden field of a search.
    'form-dup-name': 'off',
    // RGAA 1.9 requires an explicit role on a figure with a caption.
    'no-redundant-role': 'off',
    // A title names every selected filter, whatever their number.
    'long-title': 'off',
    // Own files have the same origin as the page.
    'require-sri': ['error', { target: 'crossorigin' }],
    // The template engine does not trim, and compression makes the cost negligible.
    'no-trailing-whitespace': 'off',
  },
});

/** HTML validation errors of a page, one line each. */
export async function invalid(html, name) {
  const report = await validator.validateString(html, name);
  const faults = report.results.flatMap(({ messages }) => messages);
  return faults.map((it) => `${it.line}:${it.column} ${it.ruleId} ${it.message}`);
}

/** Accessibility violations on the page in its current state, one line for each rule and element. */
export async function inaccessible(page) {
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(RULES).analyze();
  const told = ({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target} ${failureSummary}`);
  const looked = passes.length > 10 ? [] : [`only ${passes.length} rules were looked at`];
  return [...looked, ...violations.flatMap(told), ...(await page.evaluate(headingErrors))];
}

/** Headings of the main part that do not start with the only h1 or that skip a level; runs in the page. */
function headingErrors() {
  const headings = [...document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')];
  const level = (heading) => Number(heading.localName[1]);
  const wrong = headings.filter((it, at) => (at === 0 ? level(it) !== 1 : level(it) === 1 || level(it) > level(headings[at - 1]) + 1));
  return wrong.map((it) => `headings out of order: ${it.outerHTML.slice(0, 120)}`);
}
