-- Earlier names of a department, oldest first, a line each: full name, tab, short
-- name. A draft from before a renaming may still have them.
ALTER TABLE departments ADD COLUMN formerly TEXT NOT NULL DEFAULT '';
