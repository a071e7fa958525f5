#!/usr/bin/env bash
# Version: phonenumbers 9.0.43 (PyPI; libphonenumber's own search in texts, default leniency).
#
# Behaviour: PhoneNumberMatcher finds no number at all in a text where the number follows the
# hours, another number or a postcode with only a space between. A word, a comma or a new line
# between them, or hours that end in the letter h, and the number is found.
#
# Why one would guess otherwise: the number is valid and written in the usual way, in five
# pairs; a search in free text is made for such text, and the digits before it could not be
# part of a French number. « Lundi 9h-12h 01 … » works and « Lundi 09:00-12:00 01 … » does not,
# so a test with one style of hours says nothing about the other.
#
# Seen:
#   Lundi 09:00-12:00 01 99 00 12 34  -> none     Lundi 9h-12h 01 99 00 12 34       -> +33199001234
#   01 99 00 12 34 03 53 01 12 34     -> none     01 99 00 12 34, 03 53 01 12 34    -> both
#   10 rue A, 75011 01 99 00 12 34    -> none     10 rue A, 75011 Paris 01 99 00 12 34 -> +33199001234
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > show.py <<'PY'
import phonenumbers
for text in (
    "Lundi 09:00-12:00 01 99 00 12 34",
    "Lundi 9h-12h 01 99 00 12 34",
    "01 99 00 12 34 03 53 01 12 34",
    "01 99 00 12 34, 03 53 01 12 34",
    "10 rue A, 75011 01 99 00 12 34",
    "10 rue A, 75011 Paris 01 99 00 12 34",
):
    found = [phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
             for match in phonenumbers.PhoneNumberMatcher(text, "FR")]
    print(text, "->", *found or ["none"])
PY
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check phonenumbers==9.0.43

seen=$(venv/bin/python show.py)
echo "$seen"
expected='Lundi 09:00-12:00 01 99 00 12 34 -> none
Lundi 9h-12h 01 99 00 12 34 -> +33199001234
01 99 00 12 34 03 53 01 12 34 -> none
01 99 00 12 34, 03 53 01 12 34 -> +33199001234 +33353011234
10 rue A, 75011 01 99 00 12 34 -> none
10 rue A, 75011 Paris 01 99 00 12 34 -> +33199001234'
[ "$seen" = "$expected" ] || { echo "the search for numbers has changed" >&2; exit 1; }
