-- How an initiative meets people, where its source says it: one goes there, it comes, or it is remote.
ALTER TABLE revisions ADD COLUMN delivery TEXT CHECK (delivery IN ('on-site', 'itinerant', 'remote'));
