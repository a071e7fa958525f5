// Pairwise coverage: combinations left out of a run contain no pair of values that is not tested elsewhere.
import { expect, test } from '@playwright/test';
import { pages } from './pages.mjs';
import { pairs, pairsOf, pairwise, product } from './pairwise.mjs';

const factors = { entry: pages, device: ['phone', 'desktop'], colorScheme: ['light', 'dark'], scripted: [true, false] };
const spelt = (pair) => JSON.stringify([...pair].sort());

test('every two values meet, in a third of all the combinations', () => {
  const rows = pairwise(factors);
  const met = new Set(rows.flatMap(pairsOf).map(spelt));
  expect(pairs(factors).map(spelt).filter((pair) => !met.has(pair))).toEqual([]);
  for (const row of rows) expect(Object.keys(row).sort()).toEqual(Object.keys(factors).sort());
  expect(rows.length).toBeLessThanOrEqual(product(factors).length / 3);
});

test('the full run has every combination once', () => {
  const rows = product(factors);
  expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(pages.length * 8);
  expect(rows.length).toBe(pages.length * 8);
});
