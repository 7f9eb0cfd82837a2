-- Revisions of a draft are saved on their own while somebody writes, and thinned
-- by age; what was saved on purpose, named or made a letter of is kept.
DROP TRIGGER drafts_fixed;
DROP TRIGGER drafts_kept;

ALTER TABLE drafts ADD COLUMN kind TEXT NOT NULL DEFAULT 'saved' CHECK (kind IN ('saved', 'auto', 'merged', 'restored'));
ALTER TABLE drafts ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE drafts ADD COLUMN edition INTEGER NOT NULL DEFAULT 1 CHECK (edition > 0); -- 稿次
UPDATE drafts SET edition = revision;

CREATE TRIGGER drafts_fixed BEFORE UPDATE OF case_id, revision, body, decisions, kind, edition, saved_by, saved_at ON drafts
    BEGIN SELECT RAISE(ABORT, 'a revision of a draft is immutable'); END;
CREATE TRIGGER drafts_kept BEFORE DELETE ON drafts WHEN OLD.kind <> 'auto' OR OLD.name <> ''
    BEGIN SELECT RAISE(ABORT, 'a revision of a draft is kept'); END;
