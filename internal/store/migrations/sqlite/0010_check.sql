-- 公文体检: what somebody said of a finding, by its key. Advice is left as it is
-- by the drafter, an error is overruled by the 负责人 with a reason; both can be
-- taken back, the events keep that they were.
CREATE TABLE exemptions (
    case_id      INTEGER NOT NULL REFERENCES cases (id),
    key          TEXT    NOT NULL CHECK (key <> ''),
    kind         TEXT    NOT NULL CHECK (kind IN ('left', 'overruled')),
    rule         INTEGER NOT NULL CHECK (rule > 0),
    text         TEXT    NOT NULL,
    message      TEXT    NOT NULL,
    reason       TEXT    NOT NULL CHECK (kind = 'left' OR reason <> ''),
    account_id   INTEGER NOT NULL REFERENCES accounts (id),
    account_name TEXT    NOT NULL, -- as it was then
    at           INTEGER NOT NULL,
    PRIMARY KEY (case_id, key)
) STRICT;

-- A department's own words and settings (词表), every version as CSV.
CREATE TABLE check_tables (
    department_id INTEGER NOT NULL REFERENCES departments (id),
    version       INTEGER NOT NULL CHECK (version > 0),
    rows          TEXT    NOT NULL,
    changes       TEXT    NOT NULL, -- against the version before, a line each
    account_id    INTEGER NOT NULL REFERENCES accounts (id),
    account_name  TEXT    NOT NULL,
    at            INTEGER NOT NULL,
    PRIMARY KEY (department_id, version)
) STRICT;
CREATE TRIGGER check_tables_fixed BEFORE UPDATE ON check_tables
    BEGIN SELECT RAISE(ABORT, 'a version of a table is immutable'); END;
CREATE TRIGGER check_tables_kept BEFORE DELETE ON check_tables
    BEGIN SELECT RAISE(ABORT, 'a version of a table is kept'); END;
