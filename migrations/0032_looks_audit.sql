-- The audit as an auditor reads it: by time, by who did a thing, by what was done; each the latest first, a page at a time.
CREATE INDEX audit_by_at ON audit (at, id);
CREATE INDEX audit_by_actor ON audit (actor, at, id);
CREATE INDEX audit_by_action ON audit (action, at, id);

-- Who looked at whom: every such action is called ….look…. Few among many, so their own two indexes cost other entries nothing.
CREATE INDEX audit_look_by_at ON audit (at, id) WHERE instr(action, '.look') > 0;
CREATE INDEX audit_look_by_actor ON audit (actor, at, id) WHERE instr(action, '.look') > 0;

-- An entry belongs to the county whose database this is and to no smaller place, so an auditor is of the county.
CREATE TRIGGER role_grant_auditor BEFORE INSERT ON role_grant
WHEN NEW.role = 'auditor' AND NOT EXISTS (SELECT 1 FROM division WHERE code = NEW.division_code AND level = 'county')
BEGIN SELECT RAISE(ABORT, 'an auditor is granted for the county'); END;
CREATE TRIGGER role_grant_auditor_stays BEFORE UPDATE ON role_grant
WHEN NEW.role = 'auditor' AND NOT EXISTS (SELECT 1 FROM division WHERE code = NEW.division_code AND level = 'county')
BEGIN SELECT RAISE(ABORT, 'an auditor is granted for the county'); END;
