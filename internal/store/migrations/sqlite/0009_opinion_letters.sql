-- 会办意见函代字: a department's letters to other departments have numbers of
-- their own; '' means that it sends none.
ALTER TABLE departments ADD COLUMN opinion_prefix TEXT NOT NULL DEFAULT '';

-- A case has the lead's reply and one 会办意见函 for each co-handler, each in
-- versions of its own: co_handler_id says whose letter it is, 0 means the reply.
-- A reply is made of a revision of the draft, a 会办意见函 of a contribution.
CREATE TABLE letters_new (
    id             INTEGER PRIMARY KEY,
    case_id        INTEGER NOT NULL REFERENCES cases (id),
    co_handler_id  INTEGER NOT NULL DEFAULT 0,
    version        INTEGER NOT NULL CHECK (version > 0),
    draft_revision INTEGER,
    contribution   INTEGER,
    state          TEXT    NOT NULL CHECK (state IN ('prepared', 'abandoned', 'issued', 'withdrawn', 'replaced')),
    doc_number     TEXT    NOT NULL,
    issue_date     TEXT    NOT NULL,
    title          TEXT    NOT NULL,
    text           TEXT    NOT NULL,
    signatory      TEXT    NOT NULL,
    trial          INTEGER NOT NULL CHECK (trial IN (0, 1)),
    seal_page      INTEGER NOT NULL,
    seal_x         REAL    NOT NULL, -- points
    seal_y         REAL    NOT NULL,
    seal_diameter  REAL    NOT NULL,
    approved_sha   TEXT    NOT NULL,
    signed_sha     TEXT    NOT NULL,
    issued_by      INTEGER REFERENCES accounts (id),
    prepared_at    INTEGER NOT NULL,
    issued_at      INTEGER NOT NULL,
    ended_at       INTEGER NOT NULL,
    reason         TEXT    NOT NULL,
    UNIQUE (case_id, co_handler_id, version),
    CHECK ((draft_revision IS NOT NULL) = (co_handler_id = 0) AND (contribution IS NOT NULL) = (co_handler_id <> 0)),
    FOREIGN KEY (case_id, draft_revision) REFERENCES drafts (case_id, revision),
    FOREIGN KEY (case_id, co_handler_id, contribution) REFERENCES contributions (case_id, department_id, revision)
) STRICT;
INSERT INTO letters_new (id, case_id, version, draft_revision, state, doc_number, issue_date, title, text, signatory, trial,
        seal_page, seal_x, seal_y, seal_diameter, approved_sha, signed_sha, issued_by, prepared_at, issued_at, ended_at, reason)
    SELECT id, case_id, version, draft_revision, state, doc_number, issue_date, title, text, signatory, trial,
        seal_page, seal_x, seal_y, seal_diameter, approved_sha, signed_sha, issued_by, prepared_at, issued_at, ended_at, reason FROM letters;
DROP TABLE letters;
ALTER TABLE letters_new RENAME TO letters;
-- One of each is in force at a time; the one before ends first.
CREATE UNIQUE INDEX letters_in_force ON letters (case_id, co_handler_id) WHERE state = 'issued';
-- A number stands on one letter only, whoever had its prefix when.
CREATE UNIQUE INDEX letters_by_number ON letters (doc_number) WHERE state IN ('issued', 'withdrawn', 'replaced');
CREATE INDEX letters_by_issue ON letters (issued_at DESC, id DESC);
CREATE UNIQUE INDEX letters_by_signed ON letters (signed_sha) WHERE signed_sha <> '';

-- Likewise one order to sign each is open at a time, and numbers are freed apart.
ALTER TABLE signing_jobs ADD COLUMN co_handler_id INTEGER NOT NULL DEFAULT 0;
DROP INDEX signing_jobs_open;
CREATE UNIQUE INDEX signing_jobs_open ON signing_jobs (case_id, co_handler_id) WHERE outcome = '';
ALTER TABLE doc_numbers ADD COLUMN co_handler_id INTEGER NOT NULL DEFAULT 0;
