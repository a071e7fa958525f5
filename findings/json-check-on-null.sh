#!/usr/bin/env bash
# Versions: apsw 3.54.1.0 (SQLite 3.54.1) and apsw 3.40.1.0 (SQLite 3.40.1, as in Debian 12), PyPI.
#
# Behaviour: in `CHECK (json_valid(column))` a NULL is allowed by a recent SQLite, where
# json_valid(NULL) is NULL, and refused by 3.40, where it is 0. So a file that a recent build
# wrote, and finds sound, is reported by an older build's `PRAGMA integrity_check` as broken.
#
# Why one would guess otherwise: a CHECK passes on NULL in SQL, and nearly every SQLite function
# gives NULL for NULL, so the column is thought optional everywhere. A file is thought sound or
# not whatever the version that reads it; here a back-up made by the program fails its
# check by the `sqlite3` of the system. `CHECK (x IS NULL OR json_valid(x))` passes in both.
#
# Seen (json_valid(NULL), then the integrity of the two tables):
#   3.54.1: None  ok
#   3.40.1: 0     CHECK constraint failed in opening        (nothing on the table `explicit`)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > write.py <<'PY'
import apsw
apsw.Connection("directory.db").cursor().execute("""
    CREATE TABLE opening (service TEXT NOT NULL, hours TEXT CHECK (json_valid(hours)));
    CREATE TABLE explicit (service TEXT NOT NULL, hours TEXT CHECK (hours IS NULL OR json_valid(hours)));
    INSERT INTO opening VALUES ('a', '{"lundi": "09:00"}'), ('b', NULL);
    INSERT INTO explicit SELECT service, hours FROM opening""")
PY
cat > show.py <<'PY'
import apsw
run = apsw.Connection("directory.db").cursor().execute
null = next(iter(run("SELECT json_valid(NULL)")))[0]
print(f"{apsw.sqlitelibversion()}: {null}", *(row[0] for row in run("PRAGMA integrity_check")))
PY
for version in 3.54.1.0 3.40.1.0; do
    python3 -m venv "$version"
    "$version/bin/pip" install --quiet --disable-pip-version-check "apsw==$version"
done

3.54.1.0/bin/python write.py
seen=$(3.54.1.0/bin/python show.py && 3.40.1.0/bin/python show.py)
echo "$seen"
expected='3.54.1: None ok
3.40.1: 0 CHECK constraint failed in opening'
[ "$seen" = "$expected" ] || { echo "json_valid(NULL) or the check of integrity has changed" >&2; exit 1; }
