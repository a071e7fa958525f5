// Combinations to test: all of them with `FULL` (tests/full.sh), otherwise pairwise coverage.

/** Test cases for `factors`, `{ name: [value, …] }`: one value of each factor in a case. */
export const cases = (factors) => (process.env.FULL ? product(factors) : pairwise(factors));

export function product(factors) {
  return Object.entries(factors).reduce(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  );
}

/** Cases in which each pair of values of two factors occurs; the same at each run. */
export function pairwise(factors) {
  const missing = new Map(pairs(factors).map((pair) => [keyOf(factors, pair), pair]));
  const rows = [];
  while (missing.size > 0) {
    const row = {};
    for (const [name, value] of missing.values().next().value) row[name] = value;
    for (const [name, values] of Object.entries(factors)) {
      if (!(name in row)) row[name] = mostMissing(factors, missing, row, name, values);
    }
    for (const pair of pairsOf(row)) missing.delete(keyOf(factors, pair));
    rows.push(row);
  }
  return rows;
}

/** Every pair of values of two factors, as `[[name, value], [name, value]]`. */
export function pairs(factors) {
  const names = Object.keys(factors);
  return names.flatMap((a, at) =>
    names.slice(at + 1).flatMap((b) => factors[a].flatMap((x) => factors[b].map((y) => [[a, x], [b, y]]))),
  );
}

/** Pairs covered by a case. */
export function pairsOf(row) {
  return pairs(Object.fromEntries(Object.entries(row).map(([name, value]) => [name, [value]])));
}

/** Value of the factor `name` that covers most missing pairs; the first of equals. */
function mostMissing(factors, missing, row, name, values) {
  const meets = (value) => Object.entries(row).filter((other) => missing.has(keyOf(factors, [other, [name, value]]))).length;
  return values.reduce((best, value) => (meets(value) > meets(best) ? value : best));
}

/** Key of a pair, independent of the order of its factors. */
function keyOf(factors, pair) {
  return pair.map(([name, value]) => `${name}:${factors[name].indexOf(value)}`).sort().join();
}
