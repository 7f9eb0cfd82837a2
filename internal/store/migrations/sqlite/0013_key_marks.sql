-- Which keys this database has seen, so that a folder of keys that is lost, or
-- another one in its place, is noticed before anything is signed: of a department
-- its own key (never a trial key), of department 0 the root of the trial keys.

CREATE TABLE key_marks (
    department_id INTEGER PRIMARY KEY CHECK (department_id >= 0),
    sha256        TEXT    NOT NULL, -- of the certificate, hex; '' where letters tell that there was one
    marked_at     INTEGER NOT NULL
) STRICT;

-- Of before there are the letters: whoever's last one was not signed with a trial
-- key has a key of its own.
INSERT INTO key_marks
    SELECT 0, '', max(issued_at) FROM letters WHERE signed_sha <> '' HAVING count(*) > 0;
INSERT INTO key_marks
    SELECT author, '', issued_at FROM (
        SELECT CASE l.co_handler_id WHEN 0 THEN c.lead_id ELSE l.co_handler_id END AS author, l.trial, l.issued_at,
            row_number() OVER (PARTITION BY CASE l.co_handler_id WHEN 0 THEN c.lead_id ELSE l.co_handler_id END ORDER BY l.issued_at DESC, l.id DESC) AS place
        FROM letters l JOIN cases c ON c.id = l.case_id WHERE l.signed_sha <> '')
    WHERE place = 1 AND trial = 0;
