-- Drafts whose author came back to them: without an address, only these are kept for thirty days.

ALTER TABLE proposals ADD COLUMN opened_again_at TEXT CHECK (opened_again_at GLOB '????-??-??T??:??:??*Z');

-- Those that were begun before were promised their thirty days.
UPDATE proposals SET opened_again_at = changed_at WHERE state = 'draft';
