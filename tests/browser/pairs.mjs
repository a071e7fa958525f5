// Which combinations are tested: all of them with `FULL` (tests/full.sh), else enough that every two values meet once.

/** The cases to test of `factors`, `{ name: [value, …] }`: one value of each factor a case. */
export const cases = (factors) => (process.env.FULL ? product(factors) : pairwise(factors));

export function product(factors) {
  return Object.entries(factors).reduce(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  );
}

/** Cases in which each value of a factor meets each value of every other factor; the same at each run. */
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

/** Every two values of two factors, each as `[[name, value], [name, value]]`. */
export function pairs(factors) {
  const names = Object.keys(factors);
  return names.flatMap((a, at) =>
    names.slice(at + 1).flatMap((b) => factors[a].flatMap((x) => factors[b].map((y) => [[a, x], [b, y]]))),
  );
}

/** The pairs that a case has. */
export function pairsOf(row) {
  return pairs(Object.fromEntries(Object.entries(row).map(([name, value]) => [name, [value]])));
}

/** The value of the factor `name` that meets most of what is missing, the first of equals. */
function mostMissing(factors, missing, row, name, values) {
  const meets = (value) => Object.entries(row).filter((other) => missing.has(keyOf(factors, [other, [name, value]]))).length;
  return values.reduce((best, value) => (meets(value) > meets(best) ? value : best));
}

/** A pair by the places of its values, whichever of its factors comes first. */
function keyOf(factors, pair) {
  return pair.map(([name, value]) => `${name}:${factors[name].indexOf(value)}`).sort().join();
}
