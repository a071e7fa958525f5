-- Two devices that write one step, and links that are pressed twice.

-- Which sheet, a page of the form as it was handed out once, wrote a step last: who sends the same sheet again changes
-- what it wrote itself; another sheet overwrites nothing unseen.
CREATE TABLE proposal_sheets (
    proposal INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
    step TEXT NOT NULL CHECK (step IN ('quoi', 'ou', 'pour-qui', 'rejoindre', 'vous')),
    -- The number of the sheet: no secret.
    sheet TEXT NOT NULL,
    PRIMARY KEY (proposal, step)
) STRICT, WITHOUT ROWID;

-- A link that confirmed an address leads on until it would have ended.
ALTER TABLE one_time_links ADD COLUMN used_at TEXT CHECK (used_at GLOB '????-??-??T??:??:??*Z');
