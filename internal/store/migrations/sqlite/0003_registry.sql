-- Ended sessions stay as they are until they expire: a request that was under
-- way when its session ended cannot bring it back.
ALTER TABLE sessions ADD COLUMN ended INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1));

-- Two administrators who change the same record notice each other.
ALTER TABLE departments ADD COLUMN revision INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0);
ALTER TABLE accounts ADD COLUMN revision INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0);

-- Logins are kept in small letters; one whose small form is taken stays.
UPDATE OR IGNORE accounts SET login = lower(login) WHERE login <> lower(login);

-- Failed logins by where they came from; address '' counts them all. What was
-- counted so far is forgotten.
DROP TABLE login_failures;
CREATE TABLE login_failures (
    login   TEXT    NOT NULL,
    address TEXT    NOT NULL,
    times   INTEGER NOT NULL CHECK (times > 0),
    last_at INTEGER NOT NULL,
    PRIMARY KEY (login, address)
) STRICT;
CREATE INDEX login_failures_by_time ON login_failures (last_at);
