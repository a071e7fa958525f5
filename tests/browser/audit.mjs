// The rules that every page is held to: valid HTML, WCAG 2.2 A and AA with good practice, headings in order.
import AxeBuilder from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    // A filter chosen twice is the same name given twice, in its box or kept hidden beside a search.
    'form-dup-name': 'off',
    // RGAA 1.9 asks for the role of a figure with a caption, in words.
    'no-redundant-role': 'off',
    // A title says all that was chosen, however much that is.
    'long-title': 'off',
    // Our own files come from where the page comes from.
    'require-sri': ['error', { target: 'crossorigin' }],
    // The template engine does not trim, and it costs nothing once compressed.
    'no-trailing-whitespace': 'off',
  },
});

/** What is no valid HTML in the text of a page: a line each. */
export async function invalid(html, name) {
  const report = await validator.validateString(html, name);
  const faults = report.results.flatMap(({ messages }) => messages);
  return faults.map((it) => `${it.line}:${it.column} ${it.ruleId} ${it.message}`);
}

/** What breaks a rule of accessibility on the page as it is: a line for each rule and element. */
export async function inaccessible(page) {
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(RULES).analyze();
  const told = ({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target} ${failureSummary}`);
  const looked = passes.length > 10 ? [] : [`only ${passes.length} rules were looked at`];
  return [...looked, ...violations.flatMap(told), ...(await page.evaluate(disordered))];
}

/** Where the headings of what the page is about do not begin with its one h1, or skip a level; runs in the page. */
function disordered() {
  const headings = [...document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')];
  const level = (heading) => Number(heading.localName[1]);
  const wrong = headings.filter((it, at) => (at === 0 ? level(it) !== 1 : level(it) === 1 || level(it) > level(headings[at - 1]) + 1));
  return wrong.map((it) => `headings out of order: ${it.outerHTML.slice(0, 120)}`);
}
