-- Number of a scheme in short addresses and shortlists. It is kept as long as the row, and rows of schemes are never
-- deleted; a program that does not know it leaves it empty.
ALTER TABLE schemes ADD COLUMN number INTEGER CHECK (number >= 1);
UPDATE schemes SET number = rowid;
CREATE UNIQUE INDEX schemes_by_number ON schemes (number);
