// The accessibility tree of each page type, as assistive tools are given it: headings, landmarks, forms, the combobox.
// What depends on the data or the day is left out: entries of lists, and numbers. After a wanted change:
//   npx playwright test trees.spec --update-snapshots     and read the difference
import { expect, pages, test, testInOneTab, visit } from './support.mjs';
import { begin, go } from './volunteer.mjs';

const LANDMARKS = ['banner', 'navigation', 'main', 'contentinfo', 'search', 'form', 'region', 'complementary', 'figure'];
const CONTROLS = ['textbox', 'searchbox', 'combobox', 'listbox', 'option', 'checkbox', 'radio', 'button', 'group', 'radiogroup', 'status', 'alert', 'table'];
const TOLD = new Set([...LANDMARKS, ...CONTROLS, 'heading']);
/** Controls of one kind after one another: so many are told. */
const MOST_ALIKE = 3;

/** The tree of the page as lines: role, name, and what is said of it. */
async function tree(page) {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send('Accessibility.getFullAXTree');
  await devtools.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines = [];
  walk(nodes[0], { depth: 0, landmark: '' });
  return `${shortened(lines).join('\n')}\n`;

  function walk(node, { depth, landmark }) {
    const role = node.role?.value ?? '';
    const told = !node.ignored && TOLD.has(role) && !(role === 'group' && !node.name?.value);
    if (told) lines.push('  '.repeat(depth) + line(node));
    // Entries of the lists of a page are its data.
    const entries = role === 'list' && landmark === 'main';
    const next = LANDMARKS.includes(role) && role !== 'region' ? role : landmark;
    if (entries || role === 'option') return;
    for (const id of node.childIds ?? []) walk(byId.get(id), { depth: depth + (told ? 1 : 0), landmark: next === 'figure' ? landmark : next });
  }
}

function line(node) {
  const properties = new Map((node.properties ?? []).map(({ name, value }) => [name, value.value]));
  const said = ['level', 'required', 'invalid', 'expanded', 'checked', 'disabled', 'hasPopup', 'autocomplete']
    .filter((name) => properties.has(name) && !['false', false].includes(properties.get(name)))
    .map((name) => `${name}=${properties.get(name)}`);
  const name = (node.name?.value ?? '').replace(/\d+/g, '0').replace(/\s+/g, ' ').trim();
  const described = node.description?.value ? ['described'] : [];
  return [node.role.value, JSON.stringify(name), ...said, ...described].join(' ');
}

/** Without what repeats: of many controls alike, the first ones. */
function shortened(lines) {
  const kind = (it) => /^ *\w+/.exec(it)[0];
  return lines.filter((it, at) => {
    const run = lines.slice(Math.max(0, at - MOST_ALIKE), at);
    return !(run.length === MOST_ALIKE && /^ *(checkbox|radio|option)/.test(it) && run.every((other) => kind(other) === kind(it)));
  });
}

for (const entry of pages) {
  testInOneTab(`the tree of ${entry.type} is the one that is kept`, async ({ page }) => {
    await visit(page, entry);
    expect(await tree(page)).toMatchSnapshot(`${entry.type}.txt`);
  });
}

test('the tree of the combobox with its proposals is the one that is kept', async ({ page }) => {
  await page.goto('/');
  const box = page.getByRole('combobox', { name: /où habitez-vous/i });
  await box.fill('tours');
  await expect(page.getByRole('option').first()).toBeVisible();
  await box.press('ArrowDown');
  expect(await tree(page)).toMatchSnapshot('home-proposals.txt');
});

test('the trees of the steps of the form are those that are kept, empty and in error', async ({ page }) => {
  test.setTimeout(60_000);
  await begin(page, 'Atelier vélo, en arbre');
  const draft = page.url().replace(/\/ou$/, '');
  for (const step of ['ou', 'pour-qui', 'rejoindre', 'vous']) {
    await page.goto(`${draft}/${step}`);
    expect(await tree(page)).toMatchSnapshot(`propose-${step}.txt`);
    await go(page);
    await expect(page.locator('#erreurs')).toBeFocused();
    expect(await tree(page)).toMatchSnapshot(`propose-${step}-error.txt`);
  }
});
