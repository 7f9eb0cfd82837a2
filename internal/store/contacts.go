package store

import "dafu/internal/reply"

// lastContact looks through the cases that a department leads and the opinions
// that it handed in.
const lastContact = `
SELECT contact_office AS office, contact_name AS name, contact_phone AS phone FROM (
  SELECT contact_office, contact_name, contact_phone, updated_at AS at, id AS case_id FROM cases
  WHERE lead_id = @department AND contact_name <> ''
  UNION ALL
  SELECT contact_office, contact_name, contact_phone, submitted_at, case_id FROM contributions
  WHERE department_id = @department AND contact_name <> ''
) ORDER BY at DESC, case_id DESC LIMIT 1`

// LastContact implements service.Cases.
func (t tx) LastContact(department int64) (p reply.Person, err error) {
	err = t.db.Raw(lastContact, map[string]any{"department": department}).Scan(&p).Error
	return p, t.fault(err)
}
