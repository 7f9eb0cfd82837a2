-- 会办意见函代字: a department's letters to other departments have numbers of
-- their own; '' means that it sends none.
ALTER TABLE departments ADD COLUMN opinion_prefix TEXT NOT NULL DEFAULT '';
