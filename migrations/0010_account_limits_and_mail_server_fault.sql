-- Limits on one-time codes, used passkey challenges, the passkey of a session, and the state of the mail server.

-- The last wrong proofs of an account, ten at most, each for a day.
CREATE TABLE wrong_proofs (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*Z')
) STRICT;

CREATE INDEX wrong_proofs_by_account ON wrong_proofs (account, at);

-- Until when the one-time codes of the account are refused, right or wrong; passkeys and recovery codes still serve.
ALTER TABLE accounts ADD COLUMN totp_refused_until TEXT
    CHECK (totp_refused_until GLOB '????-??-??T??:??:??*Z');

-- For the page of the administrators.
CREATE INDEX events_of_refused_codes ON events (at) WHERE kind = 'codes-refused';

-- Passkey challenges that were answered, so that none is answered twice. They outlive the end of the challenge.
CREATE TABLE used_challenges (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    ends_at TEXT NOT NULL CHECK (ends_at GLOB '????-??-??T??:??:??*Z')
) STRICT, WITHOUT ROWID;

CREATE INDEX used_challenges_by_end ON used_challenges (ends_at);

-- The passkey that opened the session; none for other methods, and for sessions older than this column.
ALTER TABLE sessions ADD COLUMN passkey INTEGER REFERENCES passkeys (id) ON DELETE CASCADE;

CREATE INDEX sessions_by_passkey ON sessions (passkey) WHERE passkey IS NOT NULL;

-- Since when the mail server serves this site no more, whoever is written to; no row while it does.
CREATE TABLE mail_server_fault (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- A few signs for the log: `530`, `connection`.
    status TEXT NOT NULL,
    since TEXT NOT NULL CHECK (since GLOB '????-??-??T??:??:??*Z')
) STRICT;
