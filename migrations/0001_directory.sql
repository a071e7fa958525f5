-- The directory: places, vocabulary, actors, initiatives and their versions.
--
-- Nothing that something may point at is ever deleted: a row that left the folder of seeds is no
-- longer `in_force` (or is `withdrawn`), so that old versions keep their meaning. Lists that only
-- mean something with their row, and no other row, are JSON arrays.

PRAGMA application_id = 1364610117; -- "QVLE"
PRAGMA user_version = 1;

-- What the public reads, as a number: it grows with each publication.
CREATE TABLE catalogue (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL CHECK (version >= 0)
) STRICT;

INSERT INTO catalogue (id, version) VALUES (1, 0);

CREATE TABLE departements (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    outline TEXT NOT NULL CHECK (json_valid(outline)),
    in_force INTEGER NOT NULL CHECK (in_force IN (0, 1))
) STRICT;

CREATE TABLE communes (
    insee TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    postcodes TEXT NOT NULL CHECK (json_valid(postcodes)),
    departement TEXT NOT NULL REFERENCES departements (code),
    lat REAL NOT NULL CHECK (lat BETWEEN 41 AND 52),
    lon REAL NOT NULL CHECK (lon BETWEEN -6 AND 10),
    in_force INTEGER NOT NULL CHECK (in_force IN (0, 1))
) STRICT;

CREATE TABLE neighbourhoods (
    code TEXT PRIMARY KEY CHECK (length(code) = 8),
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    official_name TEXT NOT NULL,
    name_2015 TEXT,
    aliases TEXT NOT NULL CHECK (json_valid(aliases)),
    departement TEXT NOT NULL REFERENCES departements (code),
    epci TEXT NOT NULL,
    lat REAL NOT NULL CHECK (lat BETWEEN 41 AND 52),
    lon REAL NOT NULL CHECK (lon BETWEEN -6 AND 10),
    population INTEGER CHECK (population >= 0),
    population_year INTEGER,
    population_source TEXT,
    outline TEXT NOT NULL CHECK (json_valid(outline)),
    in_force INTEGER NOT NULL CHECK (in_force IN (0, 1)),
    CHECK ((population IS NULL) = (population_source IS NULL)),
    CHECK (population_year IS NULL OR population IS NOT NULL)
) STRICT;

-- An address leads to one place, and an address that was left may be taken again.
CREATE UNIQUE INDEX neighbourhoods_by_slug ON neighbourhoods (slug) WHERE in_force = 1;

CREATE TABLE neighbourhood_communes (
    neighbourhood TEXT NOT NULL REFERENCES neighbourhoods (code),
    position INTEGER NOT NULL,
    commune TEXT NOT NULL REFERENCES communes (insee),
    PRIMARY KEY (neighbourhood, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
    id INTEGER PRIMARY KEY,
    scope TEXT NOT NULL CHECK (
        scope IN ('region', 'departement', 'epci', 'city-contract', 'commune', 'neighbourhood')
    ),
    scope_code TEXT NOT NULL,
    scope_name TEXT NOT NULL,
    list TEXT NOT NULL CHECK (list IN ('2015', '2024')),
    indicator TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT,
    year TEXT,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE barriers (
    slug TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    plain_label TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 255),
    mission INTEGER NOT NULL CHECK (mission IN (0, 1)),
    description TEXT NOT NULL,
    thematiques TEXT NOT NULL CHECK (json_valid(thematiques)),
    keywords TEXT NOT NULL CHECK (json_valid(keywords)),
    in_force INTEGER NOT NULL CHECK (in_force IN (0, 1))
) STRICT;

CREATE TABLE audiences (
    slug TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 255),
    publics TEXT NOT NULL CHECK (json_valid(publics)),
    keywords TEXT NOT NULL CHECK (json_valid(keywords)),
    in_force INTEGER NOT NULL CHECK (in_force IN (0, 1))
) STRICT;

CREATE TABLE kinds (
    slug TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    networks TEXT NOT NULL CHECK (json_valid(networks)),
    what_it_does TEXT NOT NULL,
    in_force INTEGER NOT NULL CHECK (in_force IN (0, 1))
) STRICT;

CREATE TABLE synonyms (
    id INTEGER PRIMARY KEY,
    term TEXT NOT NULL,
    expansion TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('acronym', 'synonym', 'spelling'))
) STRICT;

CREATE TABLE collections (
    slug TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size BETWEEN 0 AND 65535),
    known TEXT NOT NULL,
    unknown TEXT NOT NULL,
    source_url TEXT NOT NULL,
    in_force INTEGER NOT NULL CHECK (in_force IN (0, 1))
) STRICT;

CREATE TABLE organisations (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('published', 'withdrawn')),
    -- Who wrote the row as it stands: what was written through the site is never overwritten.
    origin TEXT NOT NULL CHECK (origin IN ('seed', 'site')),
    changed_at TEXT NOT NULL CHECK (changed_at GLOB '????-??-??T??:??:??*Z'),
    name TEXT NOT NULL,
    kind TEXT NOT NULL REFERENCES kinds (slug),
    address TEXT,
    postcode TEXT,
    commune TEXT REFERENCES communes (insee),
    departement TEXT REFERENCES departements (code),
    lat REAL CHECK (lat BETWEEN 41 AND 52),
    lon REAL CHECK (lon BETWEEN -6 AND 10),
    phone TEXT,
    email TEXT,
    website TEXT,
    opening_hours TEXT,
    siret TEXT,
    source_name TEXT NOT NULL,
    source_licence TEXT NOT NULL,
    source_is_open INTEGER NOT NULL CHECK (source_is_open IN (0, 1)),
    source_as_of TEXT,
    CHECK ((lat IS NULL) = (lon IS NULL))
) STRICT;

CREATE UNIQUE INDEX organisations_by_slug ON organisations (slug) WHERE status = 'published';

CREATE TABLE organisation_ties (
    organisation INTEGER NOT NULL REFERENCES organisations (id),
    position INTEGER NOT NULL,
    neighbourhood TEXT NOT NULL REFERENCES neighbourhoods (code),
    rule TEXT NOT NULL CHECK (rule IN ('inside', 'near', 'named')),
    PRIMARY KEY (organisation, position)
) STRICT, WITHOUT ROWID;

-- Who an initiative is; what is said of it stands in its versions.
CREATE TABLE initiatives (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('published', 'withdrawn')),
    -- The version in force. Its index is what keeps the insertion of a version, which looks for the
    -- initiatives that wait for it, from reading them all.
    revision INTEGER NOT NULL UNIQUE REFERENCES revisions (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE UNIQUE INDEX initiatives_by_slug ON initiatives (slug) WHERE status = 'published';

-- One full state of an initiative, never changed, never deleted.
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    initiative INTEGER NOT NULL REFERENCES initiatives (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    origin TEXT NOT NULL CHECK (origin IN ('seed', 'site')),
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??*Z'),
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    tie_rule TEXT CHECK (tie_rule IN ('name', 'alias', 'audience')),
    coverage TEXT NOT NULL CHECK (
        coverage IN ('neighbourhood', 'commune', 'epci', 'departement', 'region', 'unknown')
    ),
    activity TEXT NOT NULL CHECK (activity IN ('ongoing', 'recurring', 'ended', 'unknown')),
    attested_on TEXT,
    started_on TEXT,
    ended_on TEXT,
    confirmed_on TEXT,
    website TEXT,
    phone TEXT,
    email TEXT,
    confidence TEXT NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    editor_note TEXT,
    collection TEXT REFERENCES collections (slug),
    collection_number INTEGER CHECK (collection_number BETWEEN 1 AND 65535),
    collection_part TEXT,
    collection_page INTEGER CHECK (collection_page BETWEEN 0 AND 65535),
    UNIQUE (initiative, number),
    CHECK ((collection IS NULL) = (collection_number IS NULL)),
    CHECK (collection IS NOT NULL OR (collection_part IS NULL AND collection_page IS NULL))
) STRICT;

CREATE TABLE revision_barriers (
    revision INTEGER NOT NULL REFERENCES revisions (id),
    position INTEGER NOT NULL,
    barrier TEXT NOT NULL REFERENCES barriers (slug),
    PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision_audiences (
    revision INTEGER NOT NULL REFERENCES revisions (id),
    position INTEGER NOT NULL,
    audience TEXT NOT NULL REFERENCES audiences (slug),
    PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision_neighbourhoods (
    revision INTEGER NOT NULL REFERENCES revisions (id),
    position INTEGER NOT NULL,
    neighbourhood TEXT NOT NULL REFERENCES neighbourhoods (code),
    PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision_communes (
    revision INTEGER NOT NULL REFERENCES revisions (id),
    position INTEGER NOT NULL,
    commune TEXT NOT NULL REFERENCES communes (insee),
    PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision_departements (
    revision INTEGER NOT NULL REFERENCES revisions (id),
    position INTEGER NOT NULL,
    departement TEXT NOT NULL REFERENCES departements (code),
    PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID;

-- Who carries it and with whom, by name, and which organisation of ours the name stands for.
CREATE TABLE revision_organisations (
    revision INTEGER NOT NULL REFERENCES revisions (id),
    role TEXT NOT NULL CHECK (role IN ('carrier', 'partner')),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    organisation INTEGER REFERENCES organisations (id),
    PRIMARY KEY (revision, role, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision_sources (
    revision INTEGER NOT NULL REFERENCES revisions (id),
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID;

-- Addresses that were left, and what they led to.
CREATE TABLE retired_slugs (
    noun TEXT NOT NULL CHECK (noun IN ('initiative', 'organisation', 'neighbourhood')),
    slug TEXT NOT NULL,
    initiative INTEGER REFERENCES initiatives (id),
    organisation INTEGER REFERENCES organisations (id),
    neighbourhood TEXT REFERENCES neighbourhoods (code),
    PRIMARY KEY (noun, slug),
    CHECK ((noun = 'initiative') = (initiative IS NOT NULL)),
    CHECK ((noun = 'organisation') = (organisation IS NOT NULL)),
    CHECK ((noun = 'neighbourhood') = (neighbourhood IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE left_out (
    id INTEGER PRIMARY KEY,
    noun TEXT NOT NULL CHECK (noun IN ('initiative', 'organisation')),
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    publisher TEXT NOT NULL,
    licence TEXT NOT NULL,
    as_of TEXT,
    gives TEXT NOT NULL,
    row_count INTEGER CHECK (row_count >= 0),
    url TEXT,
    doubts TEXT
) STRICT;
