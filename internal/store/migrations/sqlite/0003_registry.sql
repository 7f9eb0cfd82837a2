-- Ended sessions stay as they are until they expire: a request that was under
-- way when its session ended cannot bring it back.
ALTER TABLE sessions ADD COLUMN ended INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1));
