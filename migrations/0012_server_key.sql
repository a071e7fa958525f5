-- Which server key this database belongs to.

-- The key is a file beside the database, never in it. Its fingerprint, an HMAC under a label of its own, tells whether the
-- file is the right one, and nothing of the key.
CREATE TABLE server_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32)
) STRICT;
