// Names without a definition, and definitions without a use, in the browser tests and in the scripts of the pages; other
// rules would be a matter of taste. `npm run lint` reads both trees from the root of the repository.

/** Names that browsers define and that the code uses; a new one is added here. */
const BROWSER = [
  'AbortController', 'CSS', 'FormData', 'Headers', 'Node', 'NodeFilter', 'PublicKeyCredential', 'URL', 'URLSearchParams', 'addEventListener',
  'atob', 'btoa', 'clearTimeout', 'console', 'document', 'fetch', 'getComputedStyle', 'history', 'innerHeight', 'innerWidth',
  'localStorage', 'location', 'navigator', 'print', 'removeEventListener', 'requestAnimationFrame', 'setTimeout', 'window',
];
const NODE = ['Buffer', 'process'];

const rules = {
  'no-undef': 'error',
  'no-unused-vars': ['error', { args: 'after-used', caughtErrors: 'none', varsIgnorePattern: '^_$' }],
};
const globals = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

export default [
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['static/js/*.js'], languageOptions: { globals: globals(BROWSER) }, rules },
  // Functions given to `page.evaluate` run in the browser.
  { files: ['tests/browser/*.mjs'], languageOptions: { globals: globals([...BROWSER, ...NODE]) }, rules },
];
