#!/usr/bin/env bash
# Versions: opening_hours 3.15.0 (npm) and opening-hours-py 2.1.4 (PyPI).
#
# Behaviour: for hours with a comment alone, as « sur rendez-vous », the JavaScript evaluator
# answers « unknown », as the specification of OpenStreetMap has it. The evaluator in Rust,
# behind the Python package, answers « open »; and, where the comment is the fallback after
# « || », it answers « closed » without the comment and sees no next change ever.
#
# Why one would guess otherwise: the Python package has a state UNKNOWN too, and both parse
# the two values without a warning. So a service that one must telephone first is « maybe »
# on one page, « open » and then « closed for ever » on another, from the same data.
#
# Seen, on Thursday 2 May 2024 (during the hours, then in the afternoon):
#   node:   unknown (sur rendez-vous)      | unknown (sur rendez-vous)
#   python: open (sur rendez-vous)         | closed (), next change: None
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > show.cjs <<'JS'
const OpeningHours = require('opening_hours');
for (const [value, at] of [
  ['Mo-Fr 09:00-12:00 "sur rendez-vous"', '2024-05-02T10:00'],
  ['Mo-Fr 09:00-12:00 || "sur rendez-vous"', '2024-05-02T15:00'],
]) {
  const hours = new OpeningHours(value), date = new Date(at);
  console.log(`${hours.getStateString(date)} (${hours.getComment(date)}) ${hours.getWarnings().length}`);
}
JS
cat > show.py <<'PY'
from datetime import datetime
from opening_hours import OpeningHours, State
State.UNKNOWN  # this state exists
for value, at in [
    ('Mo-Fr 09:00-12:00 "sur rendez-vous"', datetime(2024, 5, 2, 10)),
    ('Mo-Fr 09:00-12:00 || "sur rendez-vous"', datetime(2024, 5, 2, 15)),
]:
    hours = OpeningHours(value)
    state, comment = hours.state(at)
    print(f"{state} ({comment}) {hours.next_change(at)}")
PY
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check opening-hours-py==2.1.4
npm install --silent --no-fund --no-audit opening_hours@3.15.0 >/dev/null

node=$(node show.cjs)
python=$(venv/bin/python show.py)
printf 'node (state, comment, warnings):\n%s\npython (state, comment, next change):\n%s\n' "$node" "$python"
[ "$node" = $'unknown (sur rendez-vous) 0\nunknown (sur rendez-vous) 0' ] || { echo "the JavaScript evaluator has changed" >&2; exit 1; }
[ "$python" = $'open (sur rendez-vous) 2024-05-02 12:00:00\nclosed () None' ] || { echo "the Rust evaluator has changed" >&2; exit 1; }
