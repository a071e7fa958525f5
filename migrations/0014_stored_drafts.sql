-- How much the drafts take whose address nobody has confirmed: kilobytes, with two for the row. A new draft adds them up;
-- the state and the moment are in the index, so that no entry is read for it.

CREATE INDEX proposals_unconfirmed_size
    ON proposals (state, confirmed_at, 2 + length(CAST(entry AS BLOB)) / 1024)
    WHERE state IN ('draft', 'unconfirmed') AND confirmed_at IS NULL;
