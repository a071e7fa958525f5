#!/usr/bin/env bash
# Versions: html-validate 10.17.0, axe-core 4.14.1 and jsdom 26.1.0 (npm).
#
# Behaviour: `<input type="tel" autocomplete="tel-national">`, for a French number without its
# country code, is refused by html-validate and accepted by axe-core. html-validate follows the
# letter of HTML: only `tel` itself belongs to telephone fields, while `tel-national` and the
# other parts of a number belong to plain text fields. With `type="text"` both are content.
#
# Why one would guess otherwise: a national number is a telephone number, and `type="tel"` gives
# the keyboard of digits. axe-core, whose rule is the one on autofill (RGAA 11.13, WCAG 1.3.5),
# says nothing. The way out that both accept is `type="text" inputmode="tel"`.
#
# Seen:
#   type="tel"                   html-validate: valid-autocomplete   axe-core: passes
#   type="text" inputmode="tel"  html-validate: none                 axe-core: passes
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > show.mjs <<'JS'
import axe from 'axe-core';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { JSDOM } from 'jsdom';
const validator = new HtmlValidate(new StaticConfigLoader({ extends: ['html-validate:recommended'] }));
for (const type of ['type="tel"', 'type="text" inputmode="tel"']) {
  const html = `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Contact</title></head>
<body><label for="t">Téléphone</label> <input id="t" name="t" ${type} autocomplete="tel-national"></body></html>
`;
  const report = await validator.validateString(html);
  const refused = report.results.flatMap((result) => result.messages).map((message) => message.ruleId);
  const { window } = new JSDOM(html, { runScripts: 'outside-only', pretendToBeVisual: true });
  window.eval(axe.source);
  const result = await window.axe.run(window.document, { runOnly: ['autocomplete-valid'] });
  const axeSays = result.passes.length ? 'passes' : 'does not pass';
  console.log(`${type} | html-validate: ${refused.join(' ') || 'none'} | axe-core: ${axeSays}`);
}
JS
npm install --silent --no-fund --no-audit --ignore-scripts html-validate@10.17.0 axe-core@4.14.1 jsdom@26.1.0 >/dev/null

seen=$(node show.mjs 2>/dev/null)
echo "$seen"
expected='type="tel" | html-validate: valid-autocomplete | axe-core: passes
type="text" inputmode="tel" | html-validate: none | axe-core: passes'
[ "$seen" = "$expected" ] || { echo "one of the two verdicts has changed" >&2; exit 1; }
