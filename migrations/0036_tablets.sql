-- Tablets that a canteen's staff share: each belongs to one meal point, and staff of that point switch by a PIN.

-- ── Settings ───────────────────────────────────────────────────────────────────────────────────────
-- With the paper that says so; what was set last holds.
-- idle_minutes: each request keeps a session by PIN alive for so long. window_minutes: of wrong PINs no more are looked at within it than
-- pin_tries for one person and tablet_tries on one tablet.
CREATE TABLE tablet_rule (
  set_at INTEGER PRIMARY KEY NOT NULL,
  document TEXT NOT NULL,
  idle_minutes INTEGER NOT NULL CHECK (idle_minutes > 0),
  window_minutes INTEGER NOT NULL CHECK (window_minutes > 0),
  pin_tries INTEGER NOT NULL CHECK (pin_tries > 0),
  tablet_tries INTEGER NOT NULL CHECK (tablet_tries > 0),
  set_by TEXT NOT NULL
) STRICT;
INSERT INTO tablet_rule VALUES (0, '系统默认，待县里发文确定', 5, 15, 5, 20, 'system');

-- ── Tablets ────────────────────────────────────────────────────────────────────────────────────────
-- token_hash: of the token in the tablet's own cookie.
CREATE TABLE tablet (
  id TEXT PRIMARY KEY NOT NULL,
  meal_point_id TEXT NOT NULL REFERENCES meal_point (id),
  name TEXT NOT NULL CHECK (name <> ''),
  token_hash TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL,
  enrolled_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX tablet_by_token ON tablet (token_hash);
CREATE INDEX tablet_by_point ON tablet (meal_point_id);

CREATE TABLE tablet_ending (
  tablet_id TEXT PRIMARY KEY NOT NULL REFERENCES tablet (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  ended_at INTEGER NOT NULL,
  ended_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ── PINs ───────────────────────────────────────────────────────────────────────────────────────────
-- Hashed like a password.
CREATE TABLE staff_pin (
  person_id TEXT PRIMARY KEY NOT NULL REFERENCES person (id),
  pin_hash TEXT NOT NULL,
  set_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Wrong PINs since window_at, of one person ('person:…'), on one tablet ('tablet:…'), and on it of whoever cannot switch in there ('tablet:…/person:…').
CREATE TABLE pin_try (
  subject TEXT PRIMARY KEY NOT NULL,
  window_at INTEGER NOT NULL,
  tries INTEGER NOT NULL CHECK (tries >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX pin_try_by_window ON pin_try (window_at);

-- ── Sessions ───────────────────────────────────────────────────────────────────────────────────────
-- Where a session by PIN began, and its latest request.
ALTER TABLE session ADD COLUMN tablet_id TEXT REFERENCES tablet (id);
ALTER TABLE session ADD COLUMN seen_at INTEGER;
CREATE INDEX session_by_tablet ON session (tablet_id, created_at) WHERE tablet_id IS NOT NULL;

-- ── What never happens ─────────────────────────────────────────────────────────────────────────────
CREATE TRIGGER tablet_rule_no_update BEFORE UPDATE ON tablet_rule BEGIN SELECT RAISE(ABORT, 'tablet_rule is append-only'); END;
CREATE TRIGGER tablet_rule_no_delete BEFORE DELETE ON tablet_rule BEGIN SELECT RAISE(ABORT, 'tablet_rule is append-only'); END;
CREATE TRIGGER tablet_rule_no_replace BEFORE INSERT ON tablet_rule WHEN EXISTS (SELECT 1 FROM tablet_rule WHERE set_at = NEW.set_at)
BEGIN SELECT RAISE(ABORT, 'tablet_rule is append-only'); END;

-- A tablet stays at its point and under its name: another point is another tablet.
CREATE TRIGGER tablet_no_update BEFORE UPDATE ON tablet BEGIN SELECT RAISE(ABORT, 'tablet is append-only'); END;
CREATE TRIGGER tablet_no_delete BEFORE DELETE ON tablet BEGIN SELECT RAISE(ABORT, 'tablet is append-only'); END;
CREATE TRIGGER tablet_no_replace BEFORE INSERT ON tablet WHEN EXISTS (SELECT 1 FROM tablet WHERE id = NEW.id OR token_hash = NEW.token_hash)
BEGIN SELECT RAISE(ABORT, 'tablet is append-only'); END;

CREATE TRIGGER tablet_ending_no_update BEFORE UPDATE ON tablet_ending BEGIN SELECT RAISE(ABORT, 'tablet_ending is append-only'); END;
CREATE TRIGGER tablet_ending_no_delete BEFORE DELETE ON tablet_ending BEGIN SELECT RAISE(ABORT, 'tablet_ending is append-only'); END;
CREATE TRIGGER tablet_ending_no_replace BEFORE INSERT ON tablet_ending WHEN EXISTS (SELECT 1 FROM tablet_ending WHERE tablet_id = NEW.tablet_id)
BEGIN SELECT RAISE(ABORT, 'tablet_ending is append-only'); END;

-- A session by PIN belongs to a tablet, and no other does; it stays there.
CREATE TRIGGER session_by_pin BEFORE INSERT ON session
WHEN (NEW.way = 'pin') <> (NEW.tablet_id IS NOT NULL) OR (NEW.way = 'pin') <> (NEW.seen_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a session by PIN is of a tablet'); END;
CREATE TRIGGER session_stays BEFORE UPDATE OF way, tablet_id, person_id, elder_id ON session
WHEN NEW.way <> OLD.way OR NEW.tablet_id IS NOT OLD.tablet_id OR NEW.person_id IS NOT OLD.person_id OR NEW.elder_id IS NOT OLD.elder_id
BEGIN SELECT RAISE(ABORT, 'a session stays whose and where it began'); END;

-- A password that is taken away takes the PIN with it, whoever takes it: both are how the same person shows that it is them.
CREATE TRIGGER staff_pin_with_password AFTER UPDATE OF password_hash ON staff_login WHEN OLD.password_hash IS NOT NULL AND NEW.password_hash IS NULL
BEGIN DELETE FROM staff_pin WHERE person_id = NEW.person_id; END;
