-- People at work sign in by a name and a password, and where their role asks for it by a second factor; an administrator starts them off by a code.

-- ── Settings ───────────────────────────────────────────────────────────────────────────────────────
-- What was set last holds.
-- window_*: of any number of guesses at one name no more than window_tries wrong ones are looked at within window_minutes.
-- password_letters: the shortest password. start_code_hours: how long a start code lives.
CREATE TABLE sign_in_rule (
  set_at INTEGER PRIMARY KEY NOT NULL,
  document TEXT NOT NULL,
  window_minutes INTEGER NOT NULL CHECK (window_minutes > 0),
  window_tries INTEGER NOT NULL CHECK (window_tries > 0),
  password_letters INTEGER NOT NULL CHECK (password_letters >= 8),
  start_code_hours INTEGER NOT NULL CHECK (start_code_hours > 0),
  set_by TEXT NOT NULL
) STRICT;
INSERT INTO sign_in_rule VALUES (0, '系统默认，待县里发文确定', 15, 5, 10, 24, 'system');

-- ── Who signs in by what ───────────────────────────────────────────────────────────────────────────
-- password_hash: the parameters, the salt and the hash; NULL until one was set. totp_sealed: the secret of the second factor, which counts
-- from totp_confirmed_at on; totp_step: the latest half minute whose code was used.
CREATE TABLE staff_login (
  person_id TEXT PRIMARY KEY NOT NULL REFERENCES person (id),
  login TEXT NOT NULL,
  password_hash TEXT,
  password_set_at INTEGER,
  totp_sealed TEXT,
  totp_confirmed_at INTEGER,
  totp_step INTEGER,
  CHECK ((password_hash IS NULL) = (password_set_at IS NULL)),
  CHECK (totp_confirmed_at IS NULL OR (totp_sealed IS NOT NULL AND totp_step IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX staff_login_by_login ON staff_login (login);

-- Guesses at one name, known or not, since window_at. The name stands here as an index: people type passwords into the wrong field.
CREATE TABLE sign_in_try (
  login_index TEXT PRIMARY KEY NOT NULL,
  window_at INTEGER NOT NULL,
  tries INTEGER NOT NULL CHECK (tries >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_try_by_window ON sign_in_try (window_at);

-- Said by whoever issued it; hashed like a password. resets: what it replaces, which ended when it was issued. reason: why it was needed.
CREATE TABLE start_code (
  id TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL REFERENCES staff_login (person_id),
  code_hash TEXT NOT NULL,
  resets TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  issued_by TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX start_code_by_person ON start_code (person_id, expires_at);

-- How whoever holds the session came in: what they may do under it can depend on that.
ALTER TABLE session ADD COLUMN way TEXT NOT NULL DEFAULT 'card';
CREATE INDEX session_by_person ON session (person_id) WHERE person_id IS NOT NULL;

-- ── What never happens ─────────────────────────────────────────────────────────────────────────────
CREATE TRIGGER sign_in_rule_no_update BEFORE UPDATE ON sign_in_rule BEGIN SELECT RAISE(ABORT, 'sign_in_rule is append-only'); END;
CREATE TRIGGER sign_in_rule_no_delete BEFORE DELETE ON sign_in_rule BEGIN SELECT RAISE(ABORT, 'sign_in_rule is append-only'); END;
CREATE TRIGGER sign_in_rule_no_replace BEFORE INSERT ON sign_in_rule WHEN EXISTS (SELECT 1 FROM sign_in_rule WHERE set_at = NEW.set_at)
BEGIN SELECT RAISE(ABORT, 'sign_in_rule is append-only'); END;

-- A name stays one person's: what was done under it stays theirs.
CREATE TRIGGER staff_login_keeps BEFORE UPDATE OF person_id, login ON staff_login BEGIN SELECT RAISE(ABORT, 'a login is never removed'); END;
CREATE TRIGGER staff_login_no_delete BEFORE DELETE ON staff_login BEGIN SELECT RAISE(ABORT, 'a login is never removed'); END;
CREATE TRIGGER staff_login_no_replace BEFORE INSERT ON staff_login WHEN EXISTS (SELECT 1 FROM staff_login WHERE person_id = NEW.person_id OR login = NEW.login)
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint: a login is never removed'); END;

-- The code of a half minute is good once, and none before it afterwards.
CREATE TRIGGER staff_login_step_once BEFORE UPDATE OF totp_step ON staff_login
WHEN OLD.totp_sealed = NEW.totp_sealed AND NEW.totp_step <= OLD.totp_step
BEGIN SELECT RAISE(ABORT, 'a step is used once'); END;

-- A start code ends earlier or is used; nothing else of it ever changes.
CREATE TRIGGER start_code_once BEFORE UPDATE ON start_code WHEN OLD.used_at IS NOT NULL OR NEW.expires_at > OLD.expires_at OR NEW.id <> OLD.id
  OR NEW.person_id <> OLD.person_id OR NEW.code_hash <> OLD.code_hash OR NEW.resets <> OLD.resets OR NEW.issued_at <> OLD.issued_at OR NEW.issued_by <> OLD.issued_by
  OR NEW.reason <> OLD.reason
BEGIN SELECT RAISE(ABORT, 'a start code is used once'); END;
CREATE TRIGGER start_code_no_delete BEFORE DELETE ON start_code BEGIN SELECT RAISE(ABORT, 'a start code is never removed'); END;
CREATE TRIGGER start_code_no_replace BEFORE INSERT ON start_code WHEN EXISTS (SELECT 1 FROM start_code WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a start code is never removed'); END;
