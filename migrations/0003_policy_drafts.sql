-- Subsidy policies as people make them: drafted, tried on a past month, approved by a second person.
-- A version may stand on a paper of its own; null where it stands on its document's.
ALTER TABLE policy_version ADD COLUMN document_no TEXT;
ALTER TABLE policy_version ADD COLUMN title TEXT;
ALTER TABLE policy_version ADD COLUMN issuer TEXT;
ALTER TABLE policy_version ADD COLUMN source TEXT;
ALTER TABLE policy_version ADD COLUMN borrowed_from TEXT;

-- Everything that happens to a draft, in order: saved (with the whole text), sent, returned, withdrawn, approved. The last step is its
-- state. content_hash: of the text that the step is about; the number lets one of two people who press at once be first.
CREATE TABLE policy_draft_step (
  draft_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  kind TEXT NOT NULL,
  content TEXT,
  content_hash TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT,
  PRIMARY KEY (draft_id, number),
  CHECK ((content IS NOT NULL) = (kind = 'saved'))
) STRICT, WITHOUT ROWID;

-- A text tried on the claimed meals of a past month. meals: how many there were to judge when it began.
CREATE TABLE policy_trial (
  id TEXT PRIMARY KEY NOT NULL,
  draft_id TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  month TEXT NOT NULL,
  meals INTEGER NOT NULL CHECK (meals >= 0),
  started_by TEXT NOT NULL,
  started_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX policy_trial_once ON policy_trial (draft_id, content_hash, month);

-- A trial goes on person by person, in the order of their ids. upto_elder_id: the last one judged; totals, balances: JSON.
CREATE TABLE policy_trial_step (
  trial_id TEXT NOT NULL REFERENCES policy_trial (id),
  number INTEGER NOT NULL CHECK (number > 0),
  upto_elder_id TEXT NOT NULL,
  last INTEGER NOT NULL CHECK (last IN (0, 1)),
  meals INTEGER NOT NULL CHECK (meals >= 0),
  people INTEGER NOT NULL CHECK (people >= 0),
  totals TEXT NOT NULL,
  balances TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (trial_id, number)
) STRICT, WITHOUT ROWID;

-- A trial that the job could not carry on: after which step, for the how manieth time. The third time in one place it is left to whoever presses.
CREATE TABLE policy_trial_failure (
  trial_id TEXT NOT NULL REFERENCES policy_trial (id),
  after_step INTEGER NOT NULL CHECK (after_step >= 0),
  number INTEGER NOT NULL CHECK (number > 0),
  failed_at INTEGER NOT NULL,
  PRIMARY KEY (trial_id, after_step, number)
) STRICT, WITHOUT ROWID;

-- Only those whose figure changes.
CREATE TABLE policy_trial_person (
  trial_id TEXT NOT NULL REFERENCES policy_trial (id),
  elder_id TEXT NOT NULL REFERENCES elder (id),
  meals INTEGER NOT NULL CHECK (meals > 0),
  changed_meals INTEGER NOT NULL CHECK (changed_meals BETWEEN 1 AND meals),
  subsidy_before_fen INTEGER NOT NULL CHECK (subsidy_before_fen >= 0),
  subsidy_after_fen INTEGER NOT NULL CHECK (subsidy_after_fen >= 0),
  self_pay_before_fen INTEGER NOT NULL CHECK (self_pay_before_fen >= 0),
  self_pay_after_fen INTEGER NOT NULL CHECK (self_pay_after_fen >= 0),
  PRIMARY KEY (trial_id, elder_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER policy_draft_step_no_update BEFORE UPDATE ON policy_draft_step BEGIN SELECT RAISE(ABORT, 'policy_draft_step is append-only'); END;
CREATE TRIGGER policy_draft_step_no_delete BEFORE DELETE ON policy_draft_step BEGIN SELECT RAISE(ABORT, 'policy_draft_step is append-only'); END;
CREATE TRIGGER policy_draft_step_no_replace BEFORE INSERT ON policy_draft_step WHEN EXISTS (SELECT 1 FROM policy_draft_step WHERE draft_id = NEW.draft_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'policy_draft_step is append-only'); END;
CREATE TRIGGER policy_draft_step_ends BEFORE INSERT ON policy_draft_step WHEN EXISTS (SELECT 1 FROM policy_draft_step WHERE draft_id = NEW.draft_id AND kind IN ('withdrawn', 'approved'))
BEGIN SELECT RAISE(ABORT, 'policy_draft_step is append-only: the draft is decided'); END;

CREATE TRIGGER policy_trial_no_update BEFORE UPDATE ON policy_trial BEGIN SELECT RAISE(ABORT, 'policy_trial is append-only'); END;
CREATE TRIGGER policy_trial_no_delete BEFORE DELETE ON policy_trial BEGIN SELECT RAISE(ABORT, 'policy_trial is append-only'); END;
CREATE TRIGGER policy_trial_no_replace BEFORE INSERT ON policy_trial WHEN EXISTS (SELECT 1 FROM policy_trial WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM policy_trial WHERE draft_id = NEW.draft_id AND content_hash = NEW.content_hash AND month = NEW.month)
BEGIN SELECT RAISE(ABORT, 'policy_trial is append-only'); END;

CREATE TRIGGER policy_trial_step_no_update BEFORE UPDATE ON policy_trial_step BEGIN SELECT RAISE(ABORT, 'policy_trial_step is append-only'); END;
CREATE TRIGGER policy_trial_step_no_delete BEFORE DELETE ON policy_trial_step BEGIN SELECT RAISE(ABORT, 'policy_trial_step is append-only'); END;
CREATE TRIGGER policy_trial_step_no_replace BEFORE INSERT ON policy_trial_step WHEN EXISTS (SELECT 1 FROM policy_trial_step WHERE trial_id = NEW.trial_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'policy_trial_step is append-only'); END;
CREATE TRIGGER policy_trial_step_in_turn BEFORE INSERT ON policy_trial_step WHEN NEW.number <> 1 AND NOT EXISTS (
  SELECT 1 FROM policy_trial_step WHERE trial_id = NEW.trial_id AND number = NEW.number - 1 AND last = 0)
BEGIN SELECT RAISE(ABORT, 'policy_trial_step is append-only: out of turn'); END;

CREATE TRIGGER policy_trial_failure_no_update BEFORE UPDATE ON policy_trial_failure BEGIN SELECT RAISE(ABORT, 'policy_trial_failure is append-only'); END;
CREATE TRIGGER policy_trial_failure_no_delete BEFORE DELETE ON policy_trial_failure BEGIN SELECT RAISE(ABORT, 'policy_trial_failure is append-only'); END;
CREATE TRIGGER policy_trial_failure_no_replace BEFORE INSERT ON policy_trial_failure
WHEN EXISTS (SELECT 1 FROM policy_trial_failure WHERE trial_id = NEW.trial_id AND after_step = NEW.after_step AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'policy_trial_failure is append-only'); END;

CREATE TRIGGER policy_trial_person_no_update BEFORE UPDATE ON policy_trial_person BEGIN SELECT RAISE(ABORT, 'policy_trial_person is append-only'); END;
CREATE TRIGGER policy_trial_person_no_delete BEFORE DELETE ON policy_trial_person BEGIN SELECT RAISE(ABORT, 'policy_trial_person is append-only'); END;
CREATE TRIGGER policy_trial_person_no_replace BEFORE INSERT ON policy_trial_person WHEN EXISTS (SELECT 1 FROM policy_trial_person WHERE trial_id = NEW.trial_id AND elder_id = NEW.elder_id)
BEGIN SELECT RAISE(ABORT, 'policy_trial_person is append-only'); END;
