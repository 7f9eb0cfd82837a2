-- Comments in the margin of a draft (批注): talk about its words that is never part
-- of it.

CREATE TABLE comments (
    id            INTEGER PRIMARY KEY,
    case_id       INTEGER NOT NULL REFERENCES cases (id),
    thread_of     INTEGER REFERENCES comments (id), -- what it answers
    audience      TEXT    NOT NULL CHECK (audience IN ('lead', 'all')),
    account_id    INTEGER NOT NULL REFERENCES accounts (id),
    account_name  TEXT    NOT NULL, -- as it was then
    department_id INTEGER NOT NULL REFERENCES departments (id),
    text          TEXT    NOT NULL,
    quote         TEXT    NOT NULL, -- the words it is about, as they were then
    span          TEXT    NOT NULL, -- JSON: where they are in the latest draft
    state         TEXT    NOT NULL CHECK (state IN ('open', 'resolved')),
    version       INTEGER NOT NULL CHECK (version > 0), -- counts changes of state
    changed_by    TEXT    NOT NULL,
    changed_at    INTEGER NOT NULL,
    at            INTEGER NOT NULL,
    press         TEXT    NOT NULL
) STRICT;
CREATE INDEX comments_of_case ON comments (case_id, id);
CREATE UNIQUE INDEX comments_pressed ON comments (case_id, account_id, press) WHERE press <> '';

CREATE TRIGGER comments_kept BEFORE DELETE ON comments
    BEGIN SELECT RAISE(ABORT, 'a comment is kept'); END;
CREATE TRIGGER comments_fixed BEFORE UPDATE OF case_id, thread_of, audience, account_id, account_name, department_id, text, quote, at, press ON comments
    BEGIN SELECT RAISE(ABORT, 'what was said is immutable'); END;
