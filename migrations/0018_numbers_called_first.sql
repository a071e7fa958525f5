-- Source that says that a national number answers everybody about all of its barriers, so that it may be called first
-- if no organisation of a place does. The seeds give it: until the next import, no number has one.
ALTER TABLE national_numbers ADD COLUMN called_first_source TEXT;
