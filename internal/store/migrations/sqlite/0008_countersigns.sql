-- How the co-handlers agree to their words in the draft (会签): who asked, confirmed,
-- objected or passed over, and what the words were.

CREATE TABLE countersigns (
    id            INTEGER PRIMARY KEY,
    case_id       INTEGER NOT NULL REFERENCES cases (id),
    department_id INTEGER NOT NULL REFERENCES departments (id), -- the co-handler
    kind          TEXT    NOT NULL CHECK (kind IN ('asked', 'confirmed', 'objected', 'overridden')),
    digest        TEXT    NOT NULL, -- of its words in the draft; '' for none
    words         TEXT    NOT NULL, -- JSON: these words
    revision      INTEGER NOT NULL CHECK (revision > 0), -- of the draft
    account_id    INTEGER NOT NULL REFERENCES accounts (id),
    account_name  TEXT    NOT NULL, -- as it was then
    text          TEXT    NOT NULL, -- the objection, or the reason
    at            INTEGER NOT NULL
) STRICT;
CREATE INDEX countersigns_of_case ON countersigns (case_id, id);

CREATE TRIGGER countersigns_kept BEFORE DELETE ON countersigns
    BEGIN SELECT RAISE(ABORT, 'a countersign is kept'); END;
CREATE TRIGGER countersigns_fixed BEFORE UPDATE ON countersigns
    BEGIN SELECT RAISE(ABORT, 'a countersign is immutable'); END;
