-- What people propose, who moderates it, what was decided, and the mail that tells of it.
--
-- No token stands here: only its SHA-256. What a mail says, and the secret of an authenticator, is sealed with the
-- key of the server, which is a file beside the database.

-- Members of the moderation.
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    -- Lower case.
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('moderator', 'administrator')),
    -- Codes; empty stands for all.
    departements TEXT NOT NULL CHECK (json_valid(departements)),
    status TEXT NOT NULL CHECK (status IN ('invited', 'active', 'removed')),
    -- What authenticators know the account by: 16 random bytes.
    handle BLOB NOT NULL UNIQUE CHECK (length(handle) = 16),
    -- The sealed secret of the one-time codes, and the last step (30 s) whose code was taken.
    totp BLOB,
    totp_step INTEGER,
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??*Z')
) STRICT;

CREATE TABLE passkeys (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    credential BLOB NOT NULL UNIQUE,
    passkey TEXT NOT NULL CHECK (json_valid(passkey)),
    name TEXT NOT NULL,
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??*Z'),
    used_at TEXT CHECK (used_at GLOB '????-??-??T??:??:??*Z')
) STRICT;

CREATE INDEX passkeys_by_account ON passkeys (account);

CREATE TABLE recovery_codes (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    used_at TEXT CHECK (used_at GLOB '????-??-??T??:??:??*Z')
) STRICT, WITHOUT ROWID;

CREATE INDEX recovery_codes_by_account ON recovery_codes (account);

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    method TEXT NOT NULL CHECK (method IN ('passkey', 'mail-totp', 'recovery', 'enrolment')),
    -- The browser and system, in words, so that its owner recognises it.
    device TEXT NOT NULL,
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??*Z'),
    seen_at TEXT NOT NULL CHECK (seen_at GLOB '????-??-??T??:??:??*Z'),
    -- Proved again who they are, for what is grave; how many wrong codes were tried since.
    proved_at TEXT NOT NULL CHECK (proved_at GLOB '????-??-??T??:??:??*Z'),
    tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
    ends_at TEXT NOT NULL CHECK (ends_at GLOB '????-??-??T??:??:??*Z')
) STRICT;

CREATE INDEX sessions_by_account ON sessions (account);

-- Links that serve once: to confirm an address, to sign in, to enrol.
CREATE TABLE one_time_links (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    purpose TEXT NOT NULL CHECK (purpose IN ('confirm', 'sign-in', 'enrol')),
    proposal INTEGER REFERENCES proposals (id) ON DELETE CASCADE,
    account INTEGER REFERENCES accounts (id) ON DELETE CASCADE,
    -- To sign in: SHA-256 of what the browser that asked keeps in a cookie, a keyed hash of the code that serves there
    -- only, the path to lead to, and when it was asked for.
    request BLOB CHECK (length(request) = 32),
    code BLOB CHECK (length(code) = 32),
    back TEXT,
    asked_at TEXT CHECK (asked_at GLOB '????-??-??T??:??:??*Z'),
    -- Wrong codes so far.
    tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
    ends_at TEXT NOT NULL CHECK (ends_at GLOB '????-??-??T??:??:??*Z'),
    CHECK ((purpose = 'confirm') = (proposal IS NOT NULL)),
    -- Who asks to sign in with an address that is no member's is answered alike: the link opens nothing.
    CHECK (purpose = 'sign-in' OR (purpose = 'enrol') = (account IS NOT NULL)),
    CHECK ((purpose = 'sign-in') = (request IS NOT NULL AND code IS NOT NULL AND asked_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX one_time_links_by_proposal ON one_time_links (proposal) WHERE proposal IS NOT NULL;
CREATE INDEX one_time_links_by_account ON one_time_links (account) WHERE account IS NOT NULL;
CREATE UNIQUE INDEX one_time_links_by_request ON one_time_links (request) WHERE request IS NOT NULL;
CREATE INDEX one_time_links_by_end ON one_time_links (ends_at);

CREATE TABLE proposals (
    -- Never given twice: what happened to a proposal, and what it became, outlives its row.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- SHA-256 of the number of the first form: the same form sent twice makes one row.
    nonce BLOB NOT NULL UNIQUE CHECK (length(nonce) = 32),
    state TEXT NOT NULL CHECK (
        state IN ('draft', 'unconfirmed', 'pending', 'changes', 'published', 'refused', 'withdrawn')
    ),
    -- Grows with each change: who decides about an older one is told.
    version INTEGER NOT NULL CHECK (version >= 1),
    -- The initiative it changes or became, the revision it was written over, and the one it became.
    initiative INTEGER REFERENCES initiatives (id),
    base INTEGER REFERENCES revisions (id),
    revision INTEGER REFERENCES revisions (id),
    -- The fields as typed.
    entry TEXT NOT NULL CHECK (json_valid(entry)),
    -- Read from the entry each time it is written: for lists, rights and links by mail.
    title TEXT NOT NULL,
    departements TEXT NOT NULL CHECK (json_valid(departements)),
    -- Lower case.
    email TEXT,
    -- Why it stands apart, and how much it looks like spam.
    quarantine TEXT CHECK (quarantine IN ('too-fast', 'trap', 'over-limit')),
    suspicion INTEGER NOT NULL DEFAULT 0 CHECK (suspicion >= 0),
    claimed_by INTEGER REFERENCES accounts (id),
    claimed_at TEXT CHECK (claimed_at GLOB '????-??-??T??:??:??*Z'),
    started_at TEXT NOT NULL CHECK (started_at GLOB '????-??-??T??:??:??*Z'),
    changed_at TEXT NOT NULL CHECK (changed_at GLOB '????-??-??T??:??:??*Z'),
    sent_at TEXT CHECK (sent_at GLOB '????-??-??T??:??:??*Z'),
    confirmed_at TEXT CHECK (confirmed_at GLOB '????-??-??T??:??:??*Z'),
    reminded_at TEXT CHECK (reminded_at GLOB '????-??-??T??:??:??*Z'),
    CHECK ((claimed_by IS NULL) = (claimed_at IS NULL))
) STRICT;

-- The queue, the oldest first, and all that it is narrowed by: an entry is long, and is read of those that are shown.
CREATE INDEX proposals_by_state ON proposals
    (state, confirmed_at, quarantine, departements, base, claimed_by, claimed_at);
-- What was decided, the last first.
CREATE INDEX proposals_decided ON proposals (changed_at, departements, base)
    WHERE state IN ('changes', 'published', 'refused');
CREATE INDEX proposals_by_email ON proposals (email) WHERE email IS NOT NULL;
CREATE INDEX proposals_by_initiative ON proposals (initiative) WHERE initiative IS NOT NULL;
-- What nobody touches any more is erased.
CREATE INDEX proposals_by_change ON proposals (changed_at) WHERE state IN ('draft', 'unconfirmed');

-- The links that lead to a proposal; they serve as long as it is there.
CREATE TABLE proposal_links (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    proposal INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??*Z')
) STRICT, WITHOUT ROWID;

CREATE INDEX proposal_links_by_proposal ON proposal_links (proposal);

-- What happened: who, when, what. A proposal may be erased; what was decided about it stays, without the person.
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*Z'),
    kind TEXT NOT NULL,
    -- The member who did it; none when the carrier or the program did.
    account INTEGER REFERENCES accounts (id),
    proposal INTEGER,
    initiative INTEGER REFERENCES initiatives (id),
    revision INTEGER REFERENCES revisions (id),
    detail TEXT CHECK (json_valid(detail))
) STRICT;

CREATE INDEX events_by_proposal ON events (proposal) WHERE proposal IS NOT NULL;
CREATE INDEX events_by_initiative ON events (initiative) WHERE initiative IS NOT NULL;

-- Mail that waits to be sent, written with its cause.
CREATE TABLE outbox (
    -- Never given twice: a mail may be erased while it is sent, and what became of it is no other's.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL UNIQUE,
    purpose TEXT NOT NULL,
    proposal INTEGER,
    -- Recipient, subject, text and HTML as sealed JSON; none once erased.
    sealed BLOB,
    queued_at TEXT NOT NULL CHECK (queued_at GLOB '????-??-??T??:??:??*Z'),
    due_at TEXT NOT NULL CHECK (due_at GLOB '????-??-??T??:??:??*Z'),
    tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
    leased_until TEXT CHECK (leased_until GLOB '????-??-??T??:??:??*Z'),
    sent_at TEXT CHECK (sent_at GLOB '????-??-??T??:??:??*Z'),
    failed_at TEXT CHECK (failed_at GLOB '????-??-??T??:??:??*Z'),
    -- What the server answered last, sealed: it may name the recipient, and quote the mail. None once erased.
    answer BLOB
) STRICT;

CREATE INDEX outbox_waiting ON outbox (due_at) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX outbox_failed ON outbox (purpose) WHERE failed_at IS NOT NULL;
-- What is old enough to be erased.
CREATE INDEX outbox_over ON outbox (coalesce(sent_at, failed_at)) WHERE sealed IS NOT NULL;
CREATE INDEX outbox_by_proposal ON outbox (proposal) WHERE proposal IS NOT NULL;

-- How much each may still send: the key is a keyed hash of an address prefix, a mail address or a domain.
CREATE TABLE buckets (
    key BLOB PRIMARY KEY CHECK (length(key) = 32),
    level REAL NOT NULL CHECK (level >= 0),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*Z')
) STRICT, WITHOUT ROWID;

-- The greatest moment seen: a clock that jumps erases nothing.
CREATE TABLE heartbeat (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    greatest TEXT NOT NULL CHECK (greatest GLOB '????-??-??T??:??:??*Z')
) STRICT;
