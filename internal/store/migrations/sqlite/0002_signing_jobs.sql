-- What was approved is signed once, whatever happens in between: the order to
-- sign is kept before anything is signed, and ends together with the signed
-- file and the new states.

CREATE TABLE signing_jobs (
    letter_id    INTEGER PRIMARY KEY REFERENCES letters (id), -- one for each version of a reply
    case_id      INTEGER NOT NULL REFERENCES cases (id),
    approved_sha TEXT    NOT NULL CHECK (length(approved_sha) > 0),
    by_account   INTEGER NOT NULL REFERENCES accounts (id),
    by_name      TEXT    NOT NULL, -- as it was then
    at           INTEGER NOT NULL,
    attempts     INTEGER NOT NULL CHECK (attempts >= 0),
    lease_until  INTEGER NOT NULL,
    failed_at    INTEGER NOT NULL,
    reason       TEXT    NOT NULL,
    outcome      TEXT    NOT NULL CHECK (outcome IN ('', 'signed', 'abandoned')),
    ended_at     INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX signing_jobs_open ON signing_jobs (case_id) WHERE outcome = '';

-- A job says for ever what was approved, by whom and when, and how it ended.
CREATE TRIGGER signing_jobs_kept BEFORE DELETE ON signing_jobs
    BEGIN SELECT RAISE(ABORT, 'a signing job is kept'); END;
CREATE TRIGGER signing_jobs_fixed BEFORE UPDATE OF letter_id, case_id, approved_sha, by_account, by_name, at ON signing_jobs
    BEGIN SELECT RAISE(ABORT, 'what was approved is immutable'); END;
CREATE TRIGGER signing_jobs_ended BEFORE UPDATE ON signing_jobs WHEN OLD.outcome <> ''
    BEGIN SELECT RAISE(ABORT, 'a signing job ends once'); END;

-- The public page looks a letter up by the hash of its file.
CREATE UNIQUE INDEX letters_by_signed ON letters (signed_sha) WHERE signed_sha <> '';
