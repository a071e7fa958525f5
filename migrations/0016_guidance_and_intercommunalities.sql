-- Intercommunalities and former communes; schemes, barriers of the kinds of organisations, national numbers; reception
-- of people by organisations. Only schemes have addresses, so only they are withdrawn; the other lists are replaced as
-- a whole.

CREATE TABLE intercommunalities (
    siren TEXT PRIMARY KEY CHECK (length(siren) = 9),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('communes', 'agglomeration', 'metropole'))
) STRICT;

-- A commune belongs to one at most.
CREATE TABLE intercommunality_communes (
    commune TEXT PRIMARY KEY REFERENCES communes (insee),
    intercommunality TEXT NOT NULL REFERENCES intercommunalities (siren),
    position INTEGER NOT NULL,
    UNIQUE (intercommunality, position)
) STRICT, WITHOUT ROWID;

-- The code of a former commune may be that of a commune of today.
CREATE TABLE former_communes (
    insee TEXT PRIMARY KEY CHECK (length(insee) = 5),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('delegated', 'associated')),
    commune TEXT NOT NULL REFERENCES communes (insee)
) STRICT;

CREATE TABLE schemes (
    slug TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    acronym TEXT,
    summary TEXT NOT NULL,
    given_by TEXT,
    conditions TEXT NOT NULL,
    amount TEXT,
    how_to_ask TEXT,
    official_url TEXT NOT NULL,
    source_url TEXT NOT NULL,
    as_of TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('in-force', 'unsure', 'ended')),
    doubt TEXT,
    in_force INTEGER NOT NULL CHECK (in_force IN (0, 1))
) STRICT;

CREATE TABLE scheme_barriers (
    scheme TEXT NOT NULL REFERENCES schemes (slug),
    position INTEGER NOT NULL,
    barrier TEXT NOT NULL REFERENCES barriers (slug),
    PRIMARY KEY (scheme, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE scheme_audiences (
    scheme TEXT NOT NULL REFERENCES schemes (slug),
    position INTEGER NOT NULL,
    audience TEXT NOT NULL REFERENCES audiences (slug),
    PRIMARY KEY (scheme, position)
) STRICT, WITHOUT ROWID;

-- Kinds of organisations where one asks for it.
CREATE TABLE scheme_kinds (
    scheme TEXT NOT NULL REFERENCES schemes (slug),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL REFERENCES kinds (slug),
    PRIMARY KEY (scheme, position)
) STRICT, WITHOUT ROWID;

-- Initiatives whose text names it.
CREATE TABLE scheme_initiatives (
    scheme TEXT NOT NULL REFERENCES schemes (slug),
    position INTEGER NOT NULL,
    initiative TEXT NOT NULL REFERENCES initiatives (reference),
    PRIMARY KEY (scheme, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE kind_barriers (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL REFERENCES kinds (slug),
    barrier TEXT NOT NULL REFERENCES barriers (slug),
    strength TEXT NOT NULL CHECK (strength IN ('first', 'also')),
    why TEXT NOT NULL,
    source_url TEXT NOT NULL,
    as_of TEXT,
    UNIQUE (kind, barrier)
) STRICT;

-- Audiences that it is reserved to; everybody if there is none.
CREATE TABLE kind_barrier_audiences (
    kind_barrier INTEGER NOT NULL REFERENCES kind_barriers (id),
    position INTEGER NOT NULL,
    audience TEXT NOT NULL REFERENCES audiences (slug),
    PRIMARY KEY (kind_barrier, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE national_numbers (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    for_what TEXT NOT NULL,
    hours TEXT,
    cost TEXT NOT NULL CHECK (cost IN ('free', 'call', 'paid')),
    emergency INTEGER NOT NULL CHECK (emergency IN (0, 1)),
    position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 255),
    source_url TEXT NOT NULL,
    as_of TEXT
) STRICT;

CREATE TABLE national_number_barriers (
    national_number INTEGER NOT NULL REFERENCES national_numbers (id),
    position INTEGER NOT NULL,
    barrier TEXT NOT NULL REFERENCES barriers (slug),
    PRIMARY KEY (national_number, position)
) STRICT, WITHOUT ROWID;

-- Audiences that it is reserved to; everybody if there is none.
CREATE TABLE national_number_audiences (
    national_number INTEGER NOT NULL REFERENCES national_numbers (id),
    position INTEGER NOT NULL,
    audience TEXT NOT NULL REFERENCES audiences (slug),
    PRIMARY KEY (national_number, position)
) STRICT, WITHOUT ROWID;

-- The address of an organisation that moves (`bus`, `itinerant`) is its seat.
CREATE TABLE organisation_receptions (
    organisation INTEGER PRIMARY KEY REFERENCES organisations (id),
    form TEXT NOT NULL CHECK (form IN ('fixed', 'antenna', 'several-sites', 'bus', 'itinerant')),
    takes_appointments INTEGER NOT NULL CHECK (takes_appointments IN (0, 1)),
    appointment_hours TEXT,
    note TEXT
) STRICT;

-- Other communes where it receives people.
CREATE TABLE organisation_reception_communes (
    organisation INTEGER NOT NULL REFERENCES organisation_receptions (organisation),
    position INTEGER NOT NULL,
    commune TEXT NOT NULL REFERENCES communes (insee),
    PRIMARY KEY (organisation, position)
) STRICT, WITHOUT ROWID;
