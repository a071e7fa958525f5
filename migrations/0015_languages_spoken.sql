-- Languages spoken by the people who run the action and welcome others: codes of a closed list. Empty: unknown.
ALTER TABLE revisions ADD COLUMN langues TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(langues));
