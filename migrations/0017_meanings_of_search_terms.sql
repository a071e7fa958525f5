-- A term of a search may point to barriers, audiences, kinds of organisations, fees and national numbers. A term that
-- only points to them has no expansion; terms of danger show their national numbers above all results.
CREATE TABLE search_terms (
    id INTEGER PRIMARY KEY,
    term TEXT NOT NULL,
    expansion TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('acronym', 'synonym', 'spelling', 'phrase', 'danger')),
    leads_to TEXT NOT NULL CHECK (json_valid(leads_to)),
    CHECK (expansion IS NOT NULL OR kind IN ('phrase', 'danger'))
) STRICT;

INSERT INTO search_terms (id, term, expansion, kind, leads_to)
SELECT id, term, expansion, kind, '[]' FROM synonyms;

DROP TABLE synonyms;

ALTER TABLE search_terms RENAME TO synonyms;
