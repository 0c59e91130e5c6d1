-- Who works here, and who lets them do what: a grant is proposed by one administrator and confirmed by another; it ends at a word.

-- A grant names one of a meal point, an operator (the points it runs) or a division with everything below it. What was asked for and
-- confirmed carries the id of its request.
ALTER TABLE role_grant ADD COLUMN operator_id TEXT REFERENCES operator (id);

-- A person who works here. division_code: the county whose administrators look after them. unit: where they work, in words.
CREATE TABLE staff_member (
  person_id TEXT PRIMARY KEY NOT NULL REFERENCES person (id),
  division_code TEXT NOT NULL REFERENCES division (code),
  unit TEXT NOT NULL CHECK (unit <> ''),
  added_at INTEGER NOT NULL,
  added_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_member_by_division ON staff_member (division_code);

-- What one administrator asks and another confirms. kind 'grant': a role for one place, beside what is held or instead of one grant
-- (replaces_id); 'enable': somebody disabled comes back; 'start_code': a code to begin by, or to begin anew (resets). Only a grant has role and place.
CREATE TABLE access_request (
  id TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL REFERENCES staff_member (person_id),
  kind TEXT NOT NULL,
  role TEXT,
  meal_point_id TEXT REFERENCES meal_point (id),
  operator_id TEXT REFERENCES operator (id),
  division_code TEXT REFERENCES division (code),
  replaces_id TEXT REFERENCES role_grant (id),
  resets TEXT,
  reason TEXT NOT NULL CHECK (reason <> ''),
  requested_at INTEGER NOT NULL,
  requested_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX access_request_by_person ON access_request (person_id);

-- shown_hash: of exactly what stood on the page of whoever decided.
CREATE TABLE access_decision (
  request_id TEXT PRIMARY KEY NOT NULL REFERENCES access_request (id),
  outcome TEXT NOT NULL,
  decided_at INTEGER NOT NULL,
  decided_by TEXT NOT NULL,
  shown_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE grant_revocation (
  grant_id TEXT PRIMARY KEY NOT NULL REFERENCES role_grant (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  revoked_at INTEGER NOT NULL,
  revoked_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- person.disabled_at says how it stands now; each time that somebody was disabled is kept here.
CREATE TABLE person_disabling (
  person_id TEXT NOT NULL REFERENCES staff_member (person_id),
  disabled_at INTEGER NOT NULL,
  disabled_by TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (person_id, disabled_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX role_grant_of_administrators ON role_grant (division_code) WHERE role = 'administrator';

CREATE TRIGGER role_grant_of_one_place BEFORE INSERT ON role_grant
BEGIN SELECT RAISE(ABORT, 'a grant names one place') WHERE (NEW.meal_point_id IS NOT NULL) + (NEW.operator_id IS NOT NULL) + (NEW.division_code IS NOT NULL) <> 1; END;
CREATE TRIGGER role_grant_as_confirmed BEFORE INSERT ON role_grant WHEN EXISTS (SELECT 1 FROM access_request WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a grant is as it was confirmed') WHERE NOT EXISTS (SELECT 1 FROM access_request r JOIN access_decision d ON d.request_id = r.id AND d.outcome = 'confirmed'
  WHERE r.id = NEW.id AND r.kind = 'grant' AND r.person_id = NEW.person_id AND r.role = NEW.role AND r.meal_point_id IS NEW.meal_point_id
  AND r.operator_id IS NEW.operator_id AND r.division_code IS NEW.division_code AND d.decided_by = NEW.granted_by); END;
CREATE TRIGGER role_grant_ends_only BEFORE UPDATE ON role_grant
BEGIN SELECT RAISE(ABORT, 'a grant ends and stays otherwise') WHERE OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL OR NEW.id <> OLD.id OR NEW.person_id <> OLD.person_id
  OR NEW.role <> OLD.role OR NEW.meal_point_id IS NOT OLD.meal_point_id OR NEW.operator_id IS NOT OLD.operator_id OR NEW.division_code IS NOT OLD.division_code
  OR NEW.granted_at <> OLD.granted_at OR NEW.granted_by <> OLD.granted_by; END;
CREATE TRIGGER role_grant_no_delete BEFORE DELETE ON role_grant BEGIN SELECT RAISE(ABORT, 'role_grant is append-only'); END;
CREATE TRIGGER role_grant_no_replace BEFORE INSERT ON role_grant WHEN EXISTS (SELECT 1 FROM role_grant WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'role_grant is append-only'); END;

-- Four eyes are four: neither of the two is the person whom it is about.
CREATE TRIGGER access_request_for_another BEFORE INSERT ON access_request WHEN NEW.requested_by = 'person:' || NEW.person_id
BEGIN SELECT RAISE(ABORT, 'nobody asks for themself'); END;
CREATE TRIGGER access_decision_by_another BEFORE INSERT ON access_decision WHEN NEW.outcome = 'confirmed'
BEGIN SELECT RAISE(ABORT, 'another person confirms') WHERE EXISTS (SELECT 1 FROM access_request r WHERE r.id = NEW.request_id
  AND (r.requested_by = NEW.decided_by OR NEW.decided_by = 'person:' || r.person_id)); END;
CREATE TRIGGER person_enabled_by_two BEFORE UPDATE OF disabled_at ON person WHEN OLD.disabled_at IS NOT NULL AND NEW.disabled_at IS NULL
BEGIN SELECT RAISE(ABORT, 'two persons enable somebody') WHERE NOT EXISTS (SELECT 1 FROM access_request r JOIN access_decision d ON d.request_id = r.id AND d.outcome = 'confirmed'
  WHERE r.person_id = NEW.id AND r.kind = 'enable' AND r.requested_at >= OLD.disabled_at); END;

-- A code that lets somebody set up a second factor of an office or a manager (whatever is granted for more than a point) would let whoever gives it
-- act as another: it takes two, and carries the id of what the first of them asked for. Before anybody is granted anything, jobs issue codes too.
CREATE TRIGGER start_code_by_two BEFORE INSERT ON start_code WHEN NEW.issued_by LIKE 'person:%'
  AND EXISTS (SELECT 1 FROM role_grant WHERE person_id = NEW.person_id AND meal_point_id IS NULL AND revoked_at IS NULL)
  AND NOT (NEW.resets = 'password' AND EXISTS (SELECT 1 FROM staff_login WHERE person_id = NEW.person_id AND totp_confirmed_at IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'two persons give this code') WHERE NOT EXISTS (SELECT 1 FROM access_request r JOIN access_decision d ON d.request_id = r.id AND d.outcome = 'confirmed'
  WHERE r.id = NEW.id AND r.kind = 'start_code' AND r.person_id = NEW.person_id AND r.resets = NEW.resets AND d.decided_by = NEW.issued_by); END;

CREATE TRIGGER staff_member_no_update BEFORE UPDATE ON staff_member BEGIN SELECT RAISE(ABORT, 'staff_member is append-only'); END;
CREATE TRIGGER staff_member_no_delete BEFORE DELETE ON staff_member BEGIN SELECT RAISE(ABORT, 'staff_member is append-only'); END;
CREATE TRIGGER staff_member_no_replace BEFORE INSERT ON staff_member WHEN EXISTS (SELECT 1 FROM staff_member WHERE person_id = NEW.person_id)
BEGIN SELECT RAISE(ABORT, 'staff_member is append-only'); END;

CREATE TRIGGER access_request_no_update BEFORE UPDATE ON access_request BEGIN SELECT RAISE(ABORT, 'access_request is append-only'); END;
CREATE TRIGGER access_request_no_delete BEFORE DELETE ON access_request BEGIN SELECT RAISE(ABORT, 'access_request is append-only'); END;
CREATE TRIGGER access_request_no_replace BEFORE INSERT ON access_request WHEN EXISTS (SELECT 1 FROM access_request WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'access_request is append-only'); END;

CREATE TRIGGER access_decision_no_update BEFORE UPDATE ON access_decision BEGIN SELECT RAISE(ABORT, 'access_decision is append-only'); END;
CREATE TRIGGER access_decision_no_delete BEFORE DELETE ON access_decision BEGIN SELECT RAISE(ABORT, 'access_decision is append-only'); END;
CREATE TRIGGER access_decision_no_replace BEFORE INSERT ON access_decision WHEN EXISTS (SELECT 1 FROM access_decision WHERE request_id = NEW.request_id)
BEGIN SELECT RAISE(ABORT, 'access_decision is append-only'); END;

CREATE TRIGGER grant_revocation_no_update BEFORE UPDATE ON grant_revocation BEGIN SELECT RAISE(ABORT, 'grant_revocation is append-only'); END;
CREATE TRIGGER grant_revocation_no_delete BEFORE DELETE ON grant_revocation BEGIN SELECT RAISE(ABORT, 'grant_revocation is append-only'); END;
CREATE TRIGGER grant_revocation_no_replace BEFORE INSERT ON grant_revocation WHEN EXISTS (SELECT 1 FROM grant_revocation WHERE grant_id = NEW.grant_id)
BEGIN SELECT RAISE(ABORT, 'grant_revocation is append-only'); END;

CREATE TRIGGER person_disabling_no_update BEFORE UPDATE ON person_disabling BEGIN SELECT RAISE(ABORT, 'person_disabling is append-only'); END;
CREATE TRIGGER person_disabling_no_delete BEFORE DELETE ON person_disabling BEGIN SELECT RAISE(ABORT, 'person_disabling is append-only'); END;
CREATE TRIGGER person_disabling_no_replace BEFORE INSERT ON person_disabling WHEN EXISTS (SELECT 1 FROM person_disabling WHERE person_id = NEW.person_id AND disabled_at = NEW.disabled_at)
BEGIN SELECT RAISE(ABORT, 'person_disabling is append-only'); END;
