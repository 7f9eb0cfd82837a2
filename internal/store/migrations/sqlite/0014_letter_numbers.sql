-- The number stays with its letter: what a letter bears stands in its row, and
-- neither a new prefix of the department nor the closing of the letter looks for
-- another one.
ALTER TABLE letters ADD COLUMN prefix TEXT NOT NULL DEFAULT '';
ALTER TABLE letters ADD COLUMN number_year INTEGER NOT NULL DEFAULT 0;
ALTER TABLE letters ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
-- 云科提〔2024〕12号 is prefix 云科提, year 2024, number 12.
UPDATE letters SET
    prefix = substr(doc_number, 1, instr(doc_number, '〔') - 1),
    number_year = CAST(substr(doc_number, instr(doc_number, '〔') + 1, 4) AS INTEGER),
    number = CAST(substr(doc_number, instr(doc_number, '〕') + 1) AS INTEGER)
    WHERE instr(doc_number, '〔') > 1 AND instr(doc_number, '〕') > instr(doc_number, '〔');

-- A letter that was closed after its department's prefix had changed booked a
-- number that no letter bears, and freed its own. Issued letters stay as they
-- are; the book of numbers follows them.
DELETE FROM doc_numbers WHERE used = 1 AND NOT EXISTS (
    SELECT 1 FROM letters l WHERE l.state IN ('issued', 'withdrawn', 'replaced')
        AND l.prefix = doc_numbers.prefix AND l.number_year = doc_numbers.year AND l.number = doc_numbers.number);
DELETE FROM doc_numbers WHERE EXISTS (
    SELECT 1 FROM letters l WHERE l.state IN ('issued', 'withdrawn', 'replaced') AND l.number > 0
        AND l.prefix = doc_numbers.prefix AND l.number_year = doc_numbers.year AND l.number = doc_numbers.number);
INSERT INTO doc_numbers (prefix, year, number, case_id, co_handler_id, used)
    SELECT prefix, number_year, number, case_id, co_handler_id, 1 FROM letters
    WHERE state IN ('issued', 'withdrawn', 'replaced') AND number > 0;

-- A letter whose order to sign is open holds its number, whoever reserved it
-- since; a number that a letter in force bears stays that letter's.
DELETE FROM doc_numbers WHERE used = 0 AND EXISTS (
    SELECT 1 FROM letters l JOIN signing_jobs j ON j.letter_id = l.id AND j.outcome = ''
        WHERE l.prefix = doc_numbers.prefix AND l.number_year = doc_numbers.year AND l.number = doc_numbers.number);
DROP INDEX doc_numbers_reserved;
INSERT OR IGNORE INTO doc_numbers (prefix, year, number, case_id, co_handler_id, used)
    SELECT l.prefix, l.number_year, l.number, l.case_id, l.co_handler_id, 0
    FROM letters l JOIN signing_jobs j ON j.letter_id = l.id AND j.outcome = '' WHERE l.number > 0;

CREATE INDEX doc_numbers_held ON doc_numbers (case_id, co_handler_id) WHERE used = 0;
CREATE TRIGGER letters_number_fixed BEFORE UPDATE OF doc_number, prefix, number_year, number ON letters
    BEGIN SELECT RAISE(ABORT, 'a letter keeps its number'); END;
CREATE TRIGGER doc_numbers_used BEFORE DELETE ON doc_numbers WHEN OLD.used = 1
    BEGIN SELECT RAISE(ABORT, 'a number that was used is kept'); END;
