-- Whether a department answers no proposals (不承办建议提案), as 督查室 and an
-- information centre: it is offered neither as lead nor as co-handler. Set for
-- those that have only such accounts as oversee, and no case.
ALTER TABLE departments ADD COLUMN answers_nothing INTEGER NOT NULL DEFAULT 0 CHECK (answers_nothing IN (0, 1));
UPDATE departments SET answers_nothing = 1
WHERE id IN (SELECT department_id FROM accounts WHERE role IN ('coordinator', 'administrator'))
  AND id NOT IN (SELECT department_id FROM accounts WHERE role IN ('drafter', 'head'))
  AND id NOT IN (SELECT lead_id FROM cases)
  AND id NOT IN (SELECT department_id FROM case_co_handlers);

-- The contact person whom a department named last is proposed in its next form.
CREATE INDEX contributions_by_department ON contributions (department_id, submitted_at);
