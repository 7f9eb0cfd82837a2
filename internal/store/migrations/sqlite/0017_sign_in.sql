-- A password that somebody else has set is to be changed at the first sign-in.
ALTER TABLE accounts ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0, 1));

-- From where an account has signed in before: guesses from everywhere do not keep it
-- out there.
CREATE TABLE known_places (
    login   TEXT    NOT NULL,
    address TEXT    NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (login, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_places_by_time ON known_places (last_at);
