-- Whom a change concerns, and what twins of a proposal are found by.

-- A change concerns those who moderate where its initiative is and those who moderate where it would be.
-- Where it takes place as typed; `departements` names those that it concerns.
ALTER TABLE proposals ADD COLUMN typed_departements TEXT NOT NULL DEFAULT '[]'
    CHECK (json_valid(typed_departements));

UPDATE proposals SET typed_departements = departements;

-- What waits is read against the version in force, what was decided against the one that it was written over. Nowhere in
-- particular is everybody's.
UPDATE proposals
SET departements = CASE
    WHEN EXISTS (SELECT 1 FROM revision_departements WHERE revision = over.revision) THEN (
        SELECT json_group_array(code)
        FROM (
            SELECT value AS code FROM json_each(proposals.typed_departements)
            UNION
            SELECT departement FROM revision_departements WHERE revision = over.revision
        )
    )
    ELSE '[]'
END
FROM (
    SELECT p.id, CASE WHEN p.state IN ('published', 'refused', 'withdrawn') THEN p.base ELSE i.revision END AS revision
    FROM proposals p JOIN initiatives i ON i.id = p.initiative
    WHERE p.base IS NOT NULL
) over
WHERE over.id = proposals.id AND proposals.typed_departements != '[]';

-- Title and address as they are compared: folded by the program (`domain/fold.rs`), which fills them in where they are
-- missing. A later way to fold empties them all.
ALTER TABLE proposals ADD COLUMN title_key TEXT;
-- Empty where the address is not known.
ALTER TABLE proposals ADD COLUMN address_key TEXT;

-- What may be the same as a proposal, found without opening an entry: all titles that wait are read from here.
CREATE INDEX proposals_by_title ON proposals (state, title_key) WHERE state IN ('pending', 'changes');
CREATE INDEX proposals_by_address ON proposals (address_key, state)
    WHERE state IN ('pending', 'changes') AND address_key != '';
-- None, once the program has started.
CREATE INDEX proposals_without_keys ON proposals (id) WHERE title_key IS NULL;
