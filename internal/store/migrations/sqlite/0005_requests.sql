-- What the lead asks co-handlers for (会办事项), each on a heading of the draft.
-- A heading is kept by its words and those above it: numbers move.
CREATE TABLE requests (
    id            INTEGER PRIMARY KEY,
    case_id       INTEGER NOT NULL REFERENCES cases (id),
    department_id INTEGER NOT NULL REFERENCES departments (id),
    revision      INTEGER NOT NULL CHECK (revision > 0),
    heading       TEXT    NOT NULL, -- '' for the whole letter
    path          TEXT    NOT NULL CHECK (json_valid(path)),
    gone          INTEGER NOT NULL CHECK (gone IN (0, 1)),
    wanted        TEXT    NOT NULL CHECK (wanted <> ''),
    due           TEXT    NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('open', 'received', 'returned', 'declined', 'withdrawn')),
    reason        TEXT    NOT NULL,
    asked_at      INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX requests_by_case ON requests (case_id, id);

-- A request ends as withdrawn; that it was made is kept.
CREATE TRIGGER requests_kept BEFORE DELETE ON requests
    BEGIN SELECT RAISE(ABORT, 'a request is kept'); END;
CREATE TRIGGER requests_fixed BEFORE UPDATE OF case_id, department_id, asked_at ON requests
    BEGIN SELECT RAISE(ABORT, 'whom a request was put to is immutable'); END;

-- The answers to requests, a JSON list.
ALTER TABLE working_copies ADD COLUMN answers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(answers));
ALTER TABLE contributions  ADD COLUMN answers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(answers));

-- An opinion is handed in with the approval of its own department's head.
ALTER TABLE working_copies ADD COLUMN stage  TEXT NOT NULL DEFAULT 'writing' CHECK (stage IN ('writing', 'with-head', 'sent-back'));
ALTER TABLE working_copies ADD COLUMN reason TEXT NOT NULL DEFAULT '';

-- A contribution stays as it was handed in. That the lead returned it, or that
-- its department took it back, is said beside it, once.
CREATE TABLE contribution_endings (
    case_id       INTEGER NOT NULL,
    department_id INTEGER NOT NULL,
    revision      INTEGER NOT NULL,
    ending        TEXT    NOT NULL CHECK (ending IN ('returned', 'withdrawn')),
    reason        TEXT    NOT NULL,
    ended_at      INTEGER NOT NULL,
    PRIMARY KEY (case_id, department_id, revision),
    FOREIGN KEY (case_id, department_id, revision) REFERENCES contributions (case_id, department_id, revision)
) STRICT;
CREATE TRIGGER contribution_endings_fixed BEFORE UPDATE ON contribution_endings
    BEGIN SELECT RAISE(ABORT, 'a contribution ends once'); END;
CREATE TRIGGER contribution_endings_kept BEFORE DELETE ON contribution_endings
    BEGIN SELECT RAISE(ABORT, 'a contribution ends once'); END;
