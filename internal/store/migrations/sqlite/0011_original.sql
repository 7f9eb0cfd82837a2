-- 提案原文: what the member handed in, for those who answer it to read.
ALTER TABLE cases ADD COLUMN original TEXT NOT NULL DEFAULT '';
