-- What goes with a proposal that is erased, and what is remembered of spam.

-- The proposals that a mail is about: it goes with any of them.
CREATE TABLE mail_proposals (
    mail INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    proposal INTEGER NOT NULL,
    PRIMARY KEY (mail, proposal)
) STRICT, WITHOUT ROWID;

CREATE INDEX mail_proposals_by_proposal ON mail_proposals (proposal);

-- What proposals that were refused as spam said, and the domains that they led to, as keyed hashes. The number of the
-- proposal outlives its row; nothing here tells who sent it.
CREATE TABLE spam_marks (
    mark BLOB NOT NULL CHECK (length(mark) = 32),
    proposal INTEGER NOT NULL,
    noted_at TEXT NOT NULL CHECK (noted_at GLOB '????-??-??T??:??:??*Z'),
    PRIMARY KEY (mark, proposal)
) STRICT, WITHOUT ROWID;

CREATE INDEX spam_marks_by_proposal ON spam_marks (proposal);
CREATE INDEX spam_marks_by_age ON spam_marks (noted_at);

-- The words of a moderator to an author may name them: they go with the proposal, from now on and for those erased before.
UPDATE events SET detail = json_remove(detail, '$.words')
WHERE proposal IS NOT NULL AND detail IS NOT NULL AND proposal NOT IN (SELECT id FROM proposals);
