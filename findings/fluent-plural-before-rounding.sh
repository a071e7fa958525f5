#!/usr/bin/env bash
# Versions: fluent.runtime 0.4.0 (PyPI, with Babel 2.19.0) and @fluent/bundle 0.19.1 (npm).
#
# Behaviour: a Fluent selector on `NUMBER($km, maximumFractionDigits: 0)` takes the plural
# of the number that is shown in JavaScript, and the plural of the number before rounding in
# Python. At 1.5 km the same message says « 2 kilomètres » in one, « 2 kilomètre » in the other.
#
# Why one would guess otherwise: the message is the same, in the same syntax; the options of
# NUMBER stand in the selector so that the plural follows them, and both show the same « 2 ».
# French makes it visible: all from 0 to below 2 is singular, so 1.5 changes class by rounding.
#
# Seen:
#   python: 1.4 -> 1 kilomètre   | 1.5 -> 2 kilomètre   | 2 -> 2 kilomètres
#   node:   1.4 -> 1 kilomètre   | 1.5 -> 2 kilomètres  | 2 -> 2 kilomètres
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > distance.ftl <<'FTL'
distance = { NUMBER($km, maximumFractionDigits: 0) ->
    [one] { NUMBER($km, maximumFractionDigits: 0) } kilomètre
   *[other] { NUMBER($km, maximumFractionDigits: 0) } kilomètres
 }
FTL
cat > show.py <<'PY'
from pathlib import Path
from fluent.runtime import FluentBundle, FluentResource
bundle = FluentBundle(["fr"], use_isolating=False)
bundle.add_resource(FluentResource(Path("distance.ftl").read_text("utf-8")))
for km in (1.4, 1.5, 2):
    print(km, *bundle.format_pattern(bundle.get_message("distance").value, {"km": km})[:1])
PY
cat > show.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
const bundle = new FluentBundle('fr', { useIsolating: false });
bundle.addResource(new FluentResource(readFileSync('distance.ftl', 'utf8')));
for (const km of [1.4, 1.5, 2])
  console.log(km, bundle.formatPattern(bundle.getMessage('distance').value, { km }));
JS
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check fluent.runtime==0.4.0 babel==2.19.0
npm install --silent --no-fund --no-audit @fluent/bundle@0.19.1 >/dev/null

python=$(PYTHONUTF8=1 venv/bin/python show.py)
node=$(node show.mjs)
printf 'python:\n%s\nnode:\n%s\n' "$python" "$node"
[ "$python" = $'1.4 1 kilomètre\n1.5 2 kilomètre\n2 2 kilomètres' ] || { echo "the Python plural has changed" >&2; exit 1; }
[ "$node" = $'1.4 1 kilomètre\n1.5 2 kilomètres\n2 2 kilomètres' ] || { echo "the JavaScript plural has changed" >&2; exit 1; }
