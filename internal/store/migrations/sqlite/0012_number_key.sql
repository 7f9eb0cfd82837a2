-- One number is spelled in several ways: 第0751号, 0751, ０７５１. number_key is the
-- same for all of them (reply.NumberKey). Where only one case of a lead has the
-- number, it is stored without 第 and 号 from now on, as new ones are. Two cases of one
-- lead that turn out to be the same stay as they are, and their pages say so.
ALTER TABLE cases ADD COLUMN number_key TEXT NOT NULL DEFAULT '';

UPDATE cases SET number_key = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    number, '　', ''), ' ', ''), '０', '0'), '１', '1'), '２', '2'), '３', '3'), '４', '4'), '５', '5'), '６', '6'), '７', '7'), '８', '8'), '９', '9');
UPDATE cases SET number_key = replace(replace(number_key, '号提案', '号'), '号建议', '号');
UPDATE cases SET number_key = rtrim(ltrim(number_key, '第'), '号');

UPDATE cases SET number = number_key
    WHERE number <> number_key AND number_key <> '' AND NOT EXISTS (SELECT 1 FROM cases AS twin
        WHERE twin.id <> cases.id AND twin.lead_id = cases.lead_id AND twin.kind = cases.kind AND twin.number_key = cases.number_key);

UPDATE cases SET number_key = lower(CASE WHEN ltrim(number_key, '0') = '' THEN number_key ELSE ltrim(number_key, '0') END);

CREATE INDEX cases_by_number ON cases (number_key, kind);
