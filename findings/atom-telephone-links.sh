#!/usr/bin/env bash
# Version: feedparser 6.0.14 (PyPI).
#
# Behaviour: in the content of a valid Atom entry, feedparser empties the address of each
# `tel:` link, and keeps the link: `<a href="">`, which leads to the reader's own page. A
# `mailto:` link stays. It also drops the tag `summary` but keeps `details`, so what was the
# button of a folded part becomes a part of what is folded.
#
# Why one would guess otherwise: a sanitiser is expected to remove what it does not allow, as
# a whole, and to treat `tel:` as it treats `mailto:`; both are plain contact links. The entry
# is not marked: `bozo` is false. A directory's feed loses its numbers, not its addresses.
#
# Seen:
#   <a href="mailto:accueil@example.org">Écrire</a>
#   <a href="">01 99 00 12 34</a>
#   <details>Horaires<p>9 h à 12 h</p></details>
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > feed.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
<title>Services</title><id>tag:example.org,2024:services</id><updated>2024-05-02T10:00:00Z</updated>
<author><name>Exemple</name></author>
<entry><title>Accueil</title><id>tag:example.org,2024:1</id><updated>2024-05-02T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><a href="mailto:accueil@example.org">Écrire</a>
<a href="tel:+33199001234">01 99 00 12 34</a>
<details><summary>Horaires</summary><p>9 h à 12 h</p></details></div></content></entry>
</feed>
XML
cat > show.py <<'PY'
import feedparser
feed = feedparser.parse("feed.xml")
print(feed.bozo)
print(feed.entries[0].content[0].value)
PY
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14

seen=$(PYTHONUTF8=1 venv/bin/python show.py)
echo "$seen"
expected='False
<a href="mailto:accueil@example.org">Écrire</a>
<a href="">01 99 00 12 34</a>
<details>Horaires<p>9 h à 12 h</p></details>'
[ "$seen" = "$expected" ] || { echo "feedparser's content has changed" >&2; exit 1; }
