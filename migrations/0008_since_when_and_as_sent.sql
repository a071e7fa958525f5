-- Since when a proposal waits, and what its author sent.

-- When it began to wait: the later of being sent and being confirmed. It stays once it was decided, and while its author
-- has taken it out of the queue to correct it.
ALTER TABLE proposals ADD COLUMN waiting_since TEXT CHECK (waiting_since GLOB '????-??-??T??:??:??*Z');

UPDATE proposals SET waiting_since = max(coalesce(sent_at, confirmed_at), confirmed_at)
WHERE confirmed_at IS NOT NULL AND state NOT IN ('draft', 'unconfirmed');

-- What was sent last, where its author has written something else since; none where `entry` is what was sent. Members
-- read this: what is being written is nobody else's.
ALTER TABLE proposals ADD COLUMN sent_entry TEXT CHECK (json_valid(sent_entry));

-- The queue, the oldest first, and all that it is narrowed by: an entry is long, and is read of those that are shown.
DROP INDEX proposals_by_state;
CREATE INDEX proposals_by_state ON proposals
    (state, waiting_since, quarantine, departements, base, claimed_by, claimed_at);
