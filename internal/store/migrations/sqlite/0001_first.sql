-- The first shape of the database.
--
-- Instants (…_at) are INTEGER unix milliseconds UTC, 0 for “not yet”: they sort
-- and compare as numbers, and mean the same in every time zone.
-- Days (…_on, …_due, issue_date) are TEXT 2006-01-02, '' for no date.
-- Lists that nobody searches by are JSON.

CREATE TABLE departments (
    id            INTEGER PRIMARY KEY,
    full_name     TEXT    NOT NULL UNIQUE CHECK (full_name <> ''),
    short_name    TEXT    NOT NULL UNIQUE CHECK (short_name <> ''),
    number_prefix TEXT    NOT NULL,
    next_number   INTEGER NOT NULL CHECK (next_number >= 0),
    number_year   INTEGER NOT NULL,
    letter_form   INTEGER NOT NULL CHECK (letter_form IN (0, 1)), -- 文件格式, 信函格式
    duplex        INTEGER NOT NULL CHECK (duplex IN (0, 1)),
    feedback      INTEGER NOT NULL CHECK (feedback IN (0, 1)),
    printer       TEXT    NOT NULL,
    disabled      INTEGER NOT NULL CHECK (disabled IN (0, 1))
) STRICT;

CREATE TABLE accounts (
    id            INTEGER PRIMARY KEY,
    department_id INTEGER NOT NULL REFERENCES departments (id),
    login         TEXT    NOT NULL UNIQUE CHECK (login <> ''),
    name          TEXT    NOT NULL,
    role          TEXT    NOT NULL CHECK (role IN ('drafter', 'head', 'reader', 'coordinator', 'administrator')),
    password_hash TEXT    NOT NULL,
    disabled      INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    created_at    INTEGER NOT NULL
) STRICT;

-- Failed logins; the name need not be an account's.
CREATE TABLE login_failures (
    login   TEXT    PRIMARY KEY,
    times   INTEGER NOT NULL CHECK (times > 0),
    last_at INTEGER NOT NULL
) STRICT;

CREATE TABLE cases (
    id               INTEGER PRIMARY KEY,
    revision         INTEGER NOT NULL CHECK (revision > 0),
    state            TEXT    NOT NULL CHECK (state IN ('drafting', 'approval', 'replied', 'revoked')),
    kind             TEXT    NOT NULL CHECK (kind IN ('提案', '建议')),
    body             TEXT    NOT NULL,
    number           TEXT    NOT NULL,
    title            TEXT    NOT NULL,
    proposers        TEXT    NOT NULL CHECK (json_valid(proposers)),
    recommendations  TEXT    NOT NULL CHECK (json_valid(recommendations)),
    lead_id          INTEGER NOT NULL REFERENCES departments (id),
    assigned_on      TEXT    NOT NULL,
    reply_due        TEXT    NOT NULL,
    co_handling_due  TEXT    NOT NULL,
    skeleton         TEXT    NOT NULL,
    handling_class   TEXT    NOT NULL,
    publicity        TEXT    NOT NULL CHECK (publicity IN ('', '主动公开', '依申请公开', '不予公开')),
    publicity_reason TEXT    NOT NULL,
    copy_to          TEXT    NOT NULL CHECK (json_valid(copy_to)),
    contact_office   TEXT    NOT NULL,
    contact_name     TEXT    NOT NULL,
    contact_phone    TEXT    NOT NULL,
    talks            TEXT    NOT NULL CHECK (json_valid(talks)),
    waivers          TEXT    NOT NULL CHECK (json_valid(waivers)),
    returned_because TEXT    NOT NULL,
    revised_because  TEXT    NOT NULL,
    start_revision   INTEGER NOT NULL,
    created_at       INTEGER NOT NULL,
    updated_at       INTEGER NOT NULL,
    UNIQUE (lead_id, kind, body, number) -- 分办: several departments answer the same proposal
) STRICT;
CREATE INDEX cases_by_lead ON cases (lead_id);

CREATE TABLE case_co_handlers (
    case_id       INTEGER NOT NULL REFERENCES cases (id),
    position      INTEGER NOT NULL CHECK (position >= 0), -- order of assignment
    department_id INTEGER NOT NULL REFERENCES departments (id),
    PRIMARY KEY (case_id, position),
    UNIQUE (case_id, department_id)
) STRICT;
CREATE INDEX co_handlers_by_department ON case_co_handlers (department_id, case_id);

-- Opinions that are being written.
CREATE TABLE working_copies (
    case_id        INTEGER NOT NULL REFERENCES cases (id),
    department_id  INTEGER NOT NULL REFERENCES departments (id),
    version        INTEGER NOT NULL CHECK (version > 0),
    status         TEXT    NOT NULL,
    next_steps     TEXT    NOT NULL,
    contact_office TEXT    NOT NULL,
    contact_name   TEXT    NOT NULL,
    contact_phone  TEXT    NOT NULL,
    saved_by       INTEGER NOT NULL REFERENCES accounts (id),
    saved_at       INTEGER NOT NULL,
    PRIMARY KEY (case_id, department_id)
) STRICT;

CREATE TABLE contributions (
    case_id        INTEGER NOT NULL REFERENCES cases (id),
    department_id  INTEGER NOT NULL REFERENCES departments (id),
    revision       INTEGER NOT NULL CHECK (revision > 0),
    status         TEXT    NOT NULL,
    next_steps     TEXT    NOT NULL,
    contact_office TEXT    NOT NULL,
    contact_name   TEXT    NOT NULL,
    contact_phone  TEXT    NOT NULL,
    submitted_by   INTEGER NOT NULL REFERENCES accounts (id),
    submitted_at   INTEGER NOT NULL,
    PRIMARY KEY (case_id, department_id, revision)
) STRICT;

CREATE TABLE drafts (
    case_id   INTEGER NOT NULL REFERENCES cases (id),
    revision  INTEGER NOT NULL CHECK (revision > 0),
    body      TEXT    NOT NULL CHECK (json_valid(body)),
    decisions TEXT    NOT NULL CHECK (json_valid(decisions)),
    saved_by  INTEGER NOT NULL REFERENCES accounts (id),
    saved_at  INTEGER NOT NULL,
    PRIMARY KEY (case_id, revision)
) STRICT;

CREATE TABLE letters (
    id             INTEGER PRIMARY KEY,
    case_id        INTEGER NOT NULL REFERENCES cases (id),
    version        INTEGER NOT NULL CHECK (version > 0),
    draft_revision INTEGER NOT NULL,
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
    UNIQUE (case_id, version),
    FOREIGN KEY (case_id, draft_revision) REFERENCES drafts (case_id, revision)
) STRICT;
-- One reply is in force at a time; the one before ends first.
CREATE UNIQUE INDEX letters_in_force ON letters (case_id) WHERE state = 'issued';
-- A number stands on one letter only, whoever had its prefix when.
CREATE UNIQUE INDEX letters_by_number ON letters (doc_number) WHERE state IN ('issued', 'withdrawn', 'replaced');
CREATE INDEX letters_by_issue ON letters (issued_at DESC, id DESC);

-- The bytes apart from what describes them, so that lists never load them.
CREATE TABLE letter_files (
    letter_id INTEGER NOT NULL REFERENCES letters (id),
    kind      TEXT    NOT NULL CHECK (kind IN ('approved', 'signed')),
    bytes     BLOB    NOT NULL CHECK (length(bytes) > 0),
    PRIMARY KEY (letter_id, kind)
) STRICT;

-- The numbers of 发文字号 that are taken: reserved for a case, then printed.
-- Numbers belong to the prefix that is printed (云科提), not to the department:
-- prefixes may change hands.
CREATE TABLE doc_numbers (
    prefix        TEXT    NOT NULL,
    year          INTEGER NOT NULL,
    number        INTEGER NOT NULL CHECK (number > 0),
    case_id       INTEGER NOT NULL REFERENCES cases (id),
    used          INTEGER NOT NULL CHECK (used IN (0, 1)),
    PRIMARY KEY (prefix, year, number)
) STRICT;
CREATE UNIQUE INDEX doc_numbers_reserved ON doc_numbers (case_id, prefix, year) WHERE used = 0;

CREATE TABLE events (
    id            INTEGER PRIMARY KEY,
    at            INTEGER NOT NULL,
    account_id    INTEGER REFERENCES accounts (id),
    account_name  TEXT    NOT NULL, -- as it was then
    department_id INTEGER REFERENCES departments (id),
    case_id       INTEGER REFERENCES cases (id),
    act           TEXT    NOT NULL CHECK (act <> ''),
    detail        TEXT    NOT NULL
) STRICT;
CREATE INDEX events_by_case ON events (case_id, id);

CREATE TABLE sessions (
    token     TEXT    PRIMARY KEY,
    data      BLOB    NOT NULL,
    expiry_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_expiry ON sessions (expiry_at);

-- What was said once stays as it was said.
CREATE TRIGGER contributions_fixed BEFORE UPDATE ON contributions
    BEGIN SELECT RAISE(ABORT, 'a contribution is immutable'); END;
CREATE TRIGGER contributions_kept BEFORE DELETE ON contributions
    BEGIN SELECT RAISE(ABORT, 'a contribution is kept'); END;
CREATE TRIGGER drafts_fixed BEFORE UPDATE ON drafts
    BEGIN SELECT RAISE(ABORT, 'a revision of a draft is immutable'); END;
CREATE TRIGGER drafts_kept BEFORE DELETE ON drafts
    BEGIN SELECT RAISE(ABORT, 'a revision of a draft is kept'); END;
CREATE TRIGGER letter_files_fixed BEFORE UPDATE ON letter_files
    BEGIN SELECT RAISE(ABORT, 'a file of a letter is immutable'); END;
CREATE TRIGGER letter_files_kept BEFORE DELETE ON letter_files
    BEGIN SELECT RAISE(ABORT, 'a file of a letter is kept'); END;
CREATE TRIGGER events_fixed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER events_kept BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
