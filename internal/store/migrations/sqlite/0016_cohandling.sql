-- Whether a department's replies wait for a record of a talk with the member
-- (沟通协商); 0 says so and lets them pass.
ALTER TABLE departments ADD COLUMN talk_required INTEGER NOT NULL DEFAULT 0 CHECK (talk_required IN (0, 1));

-- What an objection (异议) is about beyond the department's own words: the sentences
-- as they stood then, JSON. It stands as long as one of them does.
ALTER TABLE countersigns ADD COLUMN passages TEXT NOT NULL DEFAULT '[]';
