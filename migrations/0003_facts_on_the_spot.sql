-- What somebody who wants to take part must know, where the carrier says it: where to go, when, what it costs, how to join.
-- Closed lists are those of data·inclusion v1.
ALTER TABLE revisions ADD COLUMN venue TEXT;
ALTER TABLE revisions ADD COLUMN address TEXT;
ALTER TABLE revisions ADD COLUMN postcode TEXT;
ALTER TABLE revisions ADD COLUMN schedule TEXT;
ALTER TABLE revisions ADD COLUMN fees TEXT CHECK (fees IN ('gratuit', 'payant'));
ALTER TABLE revisions ADD COLUMN fees_details TEXT;
ALTER TABLE revisions ADD COLUMN conditions TEXT;
ALTER TABLE revisions ADD COLUMN access_modes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(access_modes));
ALTER TABLE revisions ADD COLUMN access_by TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(access_by));
ALTER TABLE revisions ADD COLUMN access_url TEXT;
