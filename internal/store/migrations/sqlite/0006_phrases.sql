-- The departments' phrases (常用语), and which paragraphs of a case's latest draft
-- answer which recommendation (对策建议).
CREATE TABLE phrases (
    id            INTEGER PRIMARY KEY,
    revision      INTEGER NOT NULL CHECK (revision > 0),
    department_id INTEGER NOT NULL REFERENCES departments (id),
    topic         TEXT    NOT NULL CHECK (topic <> ''),
    text          TEXT    NOT NULL CHECK (text <> ''),
    expires_on    TEXT    NOT NULL,
    uses          INTEGER NOT NULL CHECK (uses >= 0),
    used_at       INTEGER NOT NULL,
    changed_by    INTEGER NOT NULL REFERENCES accounts (id),
    changed_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX phrases_by_department ON phrases (department_id);

CREATE TABLE responses (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id),
    links   TEXT    NOT NULL CHECK (json_valid(links))
) STRICT;
