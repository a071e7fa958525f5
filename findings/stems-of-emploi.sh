#!/usr/bin/env bash
# Versions: snowballstemmer 3.1.1, PyStemmer 3.1.0 and nltk 3.10.4 (PyPI).
#
# Behaviour: the French Snowball stemmer gives the singular and the plural of several plain
# words of this field two stems: emploi, foyer, étranger, conseiller. Worse, the stem of
# « emploi » is that of « employeuse », and that of « foyer » (hostel) is that of « foi » (faith).
# The three implementations agree, so it is the algorithm, not one port.
#
# Why one would guess otherwise: a stemmer is chosen so that at least a plural in -s finds its
# singular. But a final s goes only after some letters (not after i), and « -er », which is the
# ending of an infinitive, goes from the singular while the plural only loses its s.
# A search for « emplois » thus misses every text that says « emploi ».
#
# Seen: emploi>emploi emplois>emplois employeuse>emploi foyer>foi foyers>foyer foi>foi
#       étranger>étrang étrangers>étranger conseiller>conseil conseillers>conseiller aide>aid aides>aid
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > show.py <<'PY'
import Stemmer
import snowballstemmer
from nltk.stem.snowball import FrenchStemmer
words = ("emploi emplois employeuse foyer foyers foi étranger étrangers "
         "conseiller conseillers aide aides").split()
for stem in (snowballstemmer.stemmer("french").stemWord,
             Stemmer.Stemmer("french").stemWord,
             FrenchStemmer().stem):
    print(*(f"{word}>{stem(word)}" for word in words))
PY
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check snowballstemmer==3.1.1 PyStemmer==3.1.0 nltk==3.10.4

seen=$(PYTHONUTF8=1 venv/bin/python show.py)
echo "$seen"
line='emploi>emploi emplois>emplois employeuse>emploi foyer>foi foyers>foyer foi>foi étranger>étrang étrangers>étranger conseiller>conseil conseillers>conseiller aide>aid aides>aid'
[ "$seen" = "$line"$'\n'"$line"$'\n'"$line" ] || { echo "the French stems have changed" >&2; exit 1; }
