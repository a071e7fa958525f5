-- Checks that every version of SQLite reads alike, and the list of erasures that a restored backup applies again.

-- `json_valid(NULL)` is NULL for the SQLite of the program, which passes a check, and 0 for older ones, which call the
-- row corrupt. A column takes its check with it: the values move to a new column, which then takes the name.
ALTER TABLE events ADD COLUMN checked_detail TEXT CHECK (checked_detail IS NULL OR json_valid(checked_detail));
UPDATE events SET checked_detail = detail WHERE detail IS NOT NULL;
ALTER TABLE events DROP COLUMN detail;
ALTER TABLE events RENAME COLUMN checked_detail TO detail;

ALTER TABLE proposals ADD COLUMN checked_entry TEXT CHECK (checked_entry IS NULL OR json_valid(checked_entry));
UPDATE proposals SET checked_entry = sent_entry WHERE sent_entry IS NOT NULL;
ALTER TABLE proposals DROP COLUMN sent_entry;
ALTER TABLE proposals RENAME COLUMN checked_entry TO sent_entry;

-- The key of the hashes below. It stands in the database, so that each backup can apply later erasures without the key
-- of the server.
CREATE TABLE erasure_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;

INSERT INTO erasure_key (id, key) VALUES (1, randomblob(32));

-- Erased records, written in the transaction of the erasure and copied to the backup folder. A hash is keyed, and of a
-- random value of the record: it tells nothing of a person.
CREATE TABLE erasures (
    kind TEXT NOT NULL CHECK (
        kind IN ('proposal', 'account', 'passkey', 'authenticator', 'recovery-code')
    ),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*Z'),
    PRIMARY KEY (kind, hash, at)
) STRICT, WITHOUT ROWID;
