-- What becomes of messages that nobody could be reached with, and of complaints that wait.

-- ── Messages that were given up ────────────────────────────────────────────────────────────────────
CREATE INDEX message_given_up ON message (written_at) WHERE state = 'given_up';
CREATE INDEX message_given_up_of_elder ON message (elder_id) WHERE state = 'given_up';

-- Somebody has it sent again, under its own key. after_attempt: the try it had come to, from which the rule counts anew.
CREATE TABLE message_resend (
  message_id TEXT NOT NULL REFERENCES message (id),
  after_attempt INTEGER NOT NULL,
  resent_at INTEGER NOT NULL,
  resent_by TEXT NOT NULL,
  PRIMARY KEY (message_id, after_attempt)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER message_resend_no_update BEFORE UPDATE ON message_resend BEGIN SELECT RAISE(ABORT, 'message_resend is append-only'); END;
CREATE TRIGGER message_resend_no_delete BEFORE DELETE ON message_resend BEGIN SELECT RAISE(ABORT, 'message_resend is append-only'); END;
CREATE TRIGGER message_resend_no_replace BEFORE INSERT ON message_resend
WHEN EXISTS (SELECT 1 FROM message_resend WHERE message_id = NEW.message_id AND after_attempt = NEW.after_attempt)
BEGIN SELECT RAISE(ABORT, 'message_resend is append-only'); END;

-- Whoever it was for has heard it otherwise, or need not any more. told_at: when, as somebody remembers; told_by_name: who told it.
CREATE TABLE message_told (
  message_id TEXT PRIMARY KEY NOT NULL REFERENCES message (id),
  how TEXT NOT NULL,
  told_by_name TEXT NOT NULL,
  told_at INTEGER NOT NULL,
  note TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  recorded_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER message_told_no_update BEFORE UPDATE ON message_told BEGIN SELECT RAISE(ABORT, 'message_told is append-only'); END;
CREATE TRIGGER message_told_no_delete BEFORE DELETE ON message_told BEGIN SELECT RAISE(ABORT, 'message_told is append-only'); END;
CREATE TRIGGER message_told_no_replace BEFORE INSERT ON message_told WHEN EXISTS (SELECT 1 FROM message_told WHERE message_id = NEW.message_id)
BEGIN SELECT RAISE(ABORT, 'message_told is append-only'); END;

-- A code is asked for again, and told by nobody.
CREATE TRIGGER message_resend_given_up BEFORE INSERT ON message_resend
WHEN NOT EXISTS (SELECT 1 FROM message m WHERE m.id = NEW.message_id AND m.state = 'given_up' AND m.attempts = NEW.after_attempt AND m.kind <> 'sign_in_code')
  OR (EXISTS (SELECT 1 FROM message_told t WHERE t.message_id = NEW.message_id)
    AND NOT EXISTS (SELECT 1 FROM message_resend r WHERE r.message_id = NEW.message_id AND r.after_attempt = NEW.after_attempt))
BEGIN SELECT RAISE(ABORT, 'only a message that was given up'); END;
CREATE TRIGGER message_told_given_up BEFORE INSERT ON message_told
WHEN NOT EXISTS (SELECT 1 FROM message m WHERE m.id = NEW.message_id AND m.state = 'given_up' AND m.kind <> 'sign_in_code')
BEGIN SELECT RAISE(ABORT, 'only a message that was given up'); END;

-- From waiting it goes one way, and back only where somebody had it sent again.
DROP TRIGGER message_path;
CREATE TRIGGER message_path BEFORE UPDATE OF state, attempts, next_at ON message
WHEN (OLD.state <> 'waiting' OR NEW.attempts NOT IN (OLD.attempts, OLD.attempts + 1))
  AND NOT (OLD.state = 'given_up' AND NEW.state = 'waiting' AND NEW.attempts = OLD.attempts
    AND EXISTS (SELECT 1 FROM message_resend r WHERE r.message_id = OLD.id AND r.after_attempt = OLD.attempts))
BEGIN SELECT RAISE(ABORT, 'a message keeps what it tells'); END;

-- ── Sign-in codes ──────────────────────────────────────────────────────────────────────────────────
-- How many went out to all phones in one hour, counted where each is written. hour_at: its first instant.
CREATE TABLE sign_in_hour (
  hour_at INTEGER PRIMARY KEY NOT NULL,
  code_date TEXT NOT NULL,
  codes INTEGER NOT NULL CHECK (codes > 0)
) STRICT;
CREATE INDEX sign_in_hour_by_day ON sign_in_hour (code_date);

-- ── Complaints ─────────────────────────────────────────────────────────────────────────────────────
-- In how many days a complaint is answered, and by which paper: what was set last holds.
CREATE TABLE complaint_rule (
  set_at INTEGER PRIMARY KEY NOT NULL,
  document TEXT NOT NULL,
  answer_days INTEGER NOT NULL CHECK (answer_days > 0),
  set_by TEXT NOT NULL
) STRICT;
INSERT INTO complaint_rule VALUES (0, '系统默认，待县里发文确定', 5, 'system');
CREATE TRIGGER complaint_rule_no_update BEFORE UPDATE ON complaint_rule BEGIN SELECT RAISE(ABORT, 'complaint_rule is append-only'); END;
CREATE TRIGGER complaint_rule_no_delete BEFORE DELETE ON complaint_rule BEGIN SELECT RAISE(ABORT, 'complaint_rule is append-only'); END;
CREATE TRIGGER complaint_rule_no_replace BEFORE INSERT ON complaint_rule WHEN EXISTS (SELECT 1 FROM complaint_rule WHERE set_at = NEW.set_at)
BEGIN SELECT RAISE(ABORT, 'complaint_rule is append-only'); END;

-- Handed to somebody of the point; the last one is the owner.
CREATE TABLE complaint_assignment (
  complaint_id TEXT NOT NULL REFERENCES complaint (id),
  version INTEGER NOT NULL CHECK (version > 0),
  owner_id TEXT NOT NULL REFERENCES person (id),
  assigned_at INTEGER NOT NULL,
  assigned_by TEXT NOT NULL,
  PRIMARY KEY (complaint_id, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER complaint_assignment_no_update BEFORE UPDATE ON complaint_assignment BEGIN SELECT RAISE(ABORT, 'complaint_assignment is append-only'); END;
CREATE TRIGGER complaint_assignment_no_delete BEFORE DELETE ON complaint_assignment BEGIN SELECT RAISE(ABORT, 'complaint_assignment is append-only'); END;
CREATE TRIGGER complaint_assignment_no_replace BEFORE INSERT ON complaint_assignment
WHEN EXISTS (SELECT 1 FROM complaint_assignment WHERE complaint_id = NEW.complaint_id AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'complaint_assignment is append-only'); END;
CREATE TRIGGER complaint_assignment_open BEFORE INSERT ON complaint_assignment
WHEN EXISTS (SELECT 1 FROM complaint_answer a WHERE a.complaint_id = NEW.complaint_id)
  AND NOT EXISTS (SELECT 1 FROM complaint_assignment s WHERE s.complaint_id = NEW.complaint_id AND s.version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'an answered complaint is over'); END;
