-- Application and eligibility (申请、资格审核): who asks for what, every step towards the answer, the dated fact it led to, its yearly review.

-- How long each step may take, how often a fact is looked at again: dated, with the paper that says so. The latest from_date counts.
CREATE TABLE eligibility_rule (
  from_date TEXT PRIMARY KEY NOT NULL,
  document TEXT NOT NULL,
  check_days INTEGER NOT NULL CHECK (check_days > 0),
  papers_days INTEGER NOT NULL CHECK (papers_days > 0),
  decide_days INTEGER NOT NULL CHECK (decide_days > 0),
  appeal_days INTEGER NOT NULL CHECK (appeal_days > 0),
  appeal_decide_days INTEGER NOT NULL CHECK (appeal_decide_days > 0),
  review_months INTEGER NOT NULL CHECK (review_months > 0),
  review_notice_days INTEGER NOT NULL CHECK (review_notice_days > 0),
  -- From the open page, for one village on one day; and wrong look-ups of one application on one day.
  web_limit INTEGER NOT NULL CHECK (web_limit > 0),
  look_up_tries INTEGER NOT NULL CHECK (look_up_tries > 0)
) STRICT, WITHOUT ROWID;
INSERT INTO eligibility_rule VALUES ('2000-01-01', '系统默认，待县里发文确定', 10, 15, 10, 60, 30, 12, 45, 20, 10);

-- wish: what was said at first; kind and value: the fact that is asked for, known when the village has registered it.
-- due_date: until when whoever is next must act; after a refusal, the last day for an appeal. steps: how many events there are.
CREATE TABLE application (
  id TEXT PRIMARY KEY NOT NULL,
  application_no TEXT NOT NULL,
  channel TEXT NOT NULL,
  wish TEXT NOT NULL,
  kind TEXT,
  value TEXT,
  village_code TEXT NOT NULL REFERENCES division (code),
  elder_id TEXT REFERENCES elder (id),
  name TEXT NOT NULL,
  id_number_sealed TEXT,
  id_number_index TEXT NOT NULL,
  phone_sealed TEXT,
  phone_index TEXT,
  registered_division TEXT REFERENCES division (code),
  registered_place TEXT,
  address_sealed TEXT,
  meal_point_id TEXT REFERENCES meal_point (id),
  applicant_name TEXT,
  applicant_relation TEXT,
  submitted_at INTEGER NOT NULL,
  submitted_date TEXT NOT NULL,
  submitted_by TEXT NOT NULL,
  state TEXT NOT NULL,
  state_at INTEGER NOT NULL,
  due_date TEXT,
  steps INTEGER NOT NULL,
  fact_id TEXT REFERENCES elder_fact (id),
  CHECK (elder_id IS NOT NULL OR id_number_sealed IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX application_by_no ON application (application_no);
CREATE INDEX application_waiting ON application (village_code, due_date) WHERE state IN ('requested', 'submitted', 'returned', 'checked', 'appealed');
CREATE INDEX application_by_village ON application (village_code, submitted_at);
CREATE INDEX application_by_day ON application (submitted_date, village_code);
CREATE INDEX application_by_elder ON application (elder_id) WHERE elder_id IS NOT NULL;
-- One person asks for one thing once at a time. What came in by itself and is not registered yet may stand beside it.
CREATE UNIQUE INDEX application_once ON application (id_number_index, kind, iif(kind = 'category', value, ''))
  WHERE state IN ('submitted', 'returned', 'checked', 'appealed');

CREATE TABLE application_event (
  application_id TEXT NOT NULL REFERENCES application (id),
  seq INTEGER NOT NULL,
  action TEXT NOT NULL,
  state TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  -- Opinion or answer in words; codes of what was checked or of the reasons, as a JSON list.
  note TEXT NOT NULL,
  codes TEXT NOT NULL,
  from_date TEXT,
  -- Of exactly what was shown to whoever decided.
  content_hash TEXT,
  PRIMARY KEY (application_id, seq)
) STRICT, WITHOUT ROWID;

-- Papers stay at the village; what they were is written down.
CREATE TABLE application_paper (
  application_id TEXT NOT NULL REFERENCES application (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  number_sealed TEXT,
  paper_date TEXT,
  original INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  seen_by TEXT NOT NULL,
  PRIMARY KEY (application_id, position)
) STRICT, WITHOUT ROWID;

-- Wrong codes, counted by day: application_id is '' for numbers that nobody has.
CREATE TABLE failed_look_up (
  look_up_date TEXT NOT NULL,
  application_id TEXT NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (look_up_date, application_id)
) STRICT, WITHOUT ROWID;

-- A fact that was granted upon an application, and when it is to be looked at again.
CREATE TABLE eligibility (
  fact_id TEXT PRIMARY KEY NOT NULL REFERENCES elder_fact (id),
  application_id TEXT NOT NULL REFERENCES application (id),
  review_date TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX eligibility_by_review ON eligibility (review_date);

-- What the village found, and what the town made of it. end_date: the first day on which the fact no longer holds.
CREATE TABLE eligibility_review (
  id TEXT PRIMARY KEY NOT NULL,
  fact_id TEXT NOT NULL REFERENCES eligibility (fact_id),
  attempt INTEGER NOT NULL,
  due_date TEXT NOT NULL,
  finding TEXT NOT NULL,
  end_date TEXT,
  note TEXT NOT NULL,
  proposed_at INTEGER NOT NULL,
  proposed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX eligibility_review_attempt ON eligibility_review (fact_id, attempt);

CREATE TABLE eligibility_review_decision (
  review_id TEXT PRIMARY KEY NOT NULL REFERENCES eligibility_review (id),
  decision TEXT NOT NULL,
  note TEXT NOT NULL,
  review_date TEXT,
  content_hash TEXT NOT NULL,
  decided_at INTEGER NOT NULL,
  decided_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ── Written once ───────────────────────────────────────────────────────────────────────────────────
CREATE TRIGGER eligibility_rule_no_update BEFORE UPDATE ON eligibility_rule BEGIN SELECT RAISE(ABORT, 'eligibility_rule is append-only'); END;
CREATE TRIGGER eligibility_rule_no_delete BEFORE DELETE ON eligibility_rule BEGIN SELECT RAISE(ABORT, 'eligibility_rule is append-only'); END;
CREATE TRIGGER eligibility_rule_no_replace BEFORE INSERT ON eligibility_rule WHEN EXISTS (SELECT 1 FROM eligibility_rule WHERE from_date = NEW.from_date)
BEGIN SELECT RAISE(ABORT, 'eligibility_rule is append-only'); END;

CREATE TRIGGER application_event_no_update BEFORE UPDATE ON application_event BEGIN SELECT RAISE(ABORT, 'application_event is append-only'); END;
CREATE TRIGGER application_event_no_delete BEFORE DELETE ON application_event BEGIN SELECT RAISE(ABORT, 'application_event is append-only'); END;
CREATE TRIGGER application_event_no_replace BEFORE INSERT ON application_event
WHEN EXISTS (SELECT 1 FROM application_event WHERE application_id = NEW.application_id AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'application_event is append-only'); END;

CREATE TRIGGER application_paper_no_update BEFORE UPDATE ON application_paper BEGIN SELECT RAISE(ABORT, 'application_paper is append-only'); END;
CREATE TRIGGER application_paper_no_delete BEFORE DELETE ON application_paper BEGIN SELECT RAISE(ABORT, 'application_paper is append-only'); END;
CREATE TRIGGER application_paper_no_replace BEFORE INSERT ON application_paper
WHEN EXISTS (SELECT 1 FROM application_paper WHERE application_id = NEW.application_id AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'application_paper is append-only'); END;

CREATE TRIGGER eligibility_review_no_update BEFORE UPDATE ON eligibility_review BEGIN SELECT RAISE(ABORT, 'eligibility_review is append-only'); END;
CREATE TRIGGER eligibility_review_no_delete BEFORE DELETE ON eligibility_review BEGIN SELECT RAISE(ABORT, 'eligibility_review is append-only'); END;
CREATE TRIGGER eligibility_review_no_replace BEFORE INSERT ON eligibility_review WHEN EXISTS (SELECT 1 FROM eligibility_review WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM eligibility_review WHERE fact_id = NEW.fact_id AND attempt = NEW.attempt)
BEGIN SELECT RAISE(ABORT, 'eligibility_review is append-only'); END;

CREATE TRIGGER eligibility_review_decision_no_update BEFORE UPDATE ON eligibility_review_decision BEGIN SELECT RAISE(ABORT, 'eligibility_review_decision is append-only'); END;
CREATE TRIGGER eligibility_review_decision_no_delete BEFORE DELETE ON eligibility_review_decision BEGIN SELECT RAISE(ABORT, 'eligibility_review_decision is append-only'); END;
CREATE TRIGGER eligibility_review_decision_no_replace BEFORE INSERT ON eligibility_review_decision
WHEN EXISTS (SELECT 1 FROM eligibility_review_decision WHERE review_id = NEW.review_id)
BEGIN SELECT RAISE(ABORT, 'eligibility_review_decision is append-only'); END;

-- A review is proposed once at a time, and decided by another person than the one who proposed it.
CREATE TRIGGER eligibility_review_one_open BEFORE INSERT ON eligibility_review WHEN EXISTS (SELECT 1 FROM eligibility_review r WHERE r.fact_id = NEW.fact_id
  AND NOT EXISTS (SELECT 1 FROM eligibility_review_decision d WHERE d.review_id = r.id))
BEGIN SELECT RAISE(ABORT, 'eligibility_review does not move that way'); END;
CREATE TRIGGER eligibility_review_two_persons BEFORE INSERT ON eligibility_review_decision
WHEN EXISTS (SELECT 1 FROM eligibility_review WHERE id = NEW.review_id AND proposed_by = NEW.decided_by)
BEGIN SELECT RAISE(ABORT, 'a review is decided by another person'); END;

-- Applications: what was asked stays, what the village wrote down stays once it is checked, a state moves only along its path.
CREATE TRIGGER application_asked BEFORE UPDATE OF id, application_no, channel, wish, submitted_at, submitted_date, submitted_by, applicant_name, applicant_relation ON application
BEGIN SELECT RAISE(ABORT, 'an application keeps what was asked'); END;
CREATE TRIGGER application_checked BEFORE UPDATE OF kind, value, village_code, name, id_number_sealed, id_number_index, phone_sealed, phone_index,
  registered_division, registered_place, address_sealed, meal_point_id ON application
WHEN OLD.state NOT IN ('requested', 'submitted', 'returned')
BEGIN SELECT RAISE(ABORT, 'an application keeps what was checked'); END;
CREATE TRIGGER application_whose BEFORE UPDATE OF elder_id, fact_id ON application
WHEN (OLD.elder_id IS NOT NULL AND NEW.elder_id IS NOT OLD.elder_id) OR (OLD.fact_id IS NOT NULL AND NEW.fact_id IS NOT OLD.fact_id)
BEGIN SELECT RAISE(ABORT, 'an application stays with its person'); END;
CREATE TRIGGER application_path BEFORE UPDATE OF state ON application
WHEN NOT ((OLD.state = 'requested' AND NEW.state IN ('submitted', 'withdrawn', 'dismissed'))
  OR (OLD.state = 'submitted' AND NEW.state IN ('returned', 'checked', 'withdrawn'))
  OR (OLD.state = 'returned' AND NEW.state IN ('submitted', 'withdrawn'))
  OR (OLD.state = 'checked' AND NEW.state IN ('submitted', 'granted', 'refused', 'withdrawn'))
  OR (OLD.state = 'refused' AND NEW.state = 'appealed')
  OR (OLD.state = 'appealed' AND NEW.state IN ('granted', 'upheld')))
BEGIN SELECT RAISE(ABORT, 'an application does not move that way'); END;
CREATE TRIGGER application_no_delete BEFORE DELETE ON application BEGIN SELECT RAISE(ABORT, 'an application is never removed'); END;
CREATE TRIGGER application_no_replace BEFORE INSERT ON application WHEN EXISTS (SELECT 1 FROM application WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM application WHERE application_no = NEW.application_no)
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint: an application is never replaced'); END;
-- Four eyes, whatever the program says: whoever registered or checked it neither grants nor refuses, whoever decided it decides no appeal.
CREATE TRIGGER application_two_persons BEFORE INSERT ON application_event WHEN NEW.action IN ('grant', 'refuse', 'uphold', 'overturn')
  AND EXISTS (SELECT 1 FROM application_event e WHERE e.application_id = NEW.application_id AND e.by = NEW.by AND e.action <> 'send_back')
BEGIN SELECT RAISE(ABORT, 'an application is decided by another person'); END;

CREATE TRIGGER eligibility_moves_on BEFORE UPDATE ON eligibility
WHEN NEW.fact_id <> OLD.fact_id OR NEW.application_id <> OLD.application_id OR NEW.review_date <= OLD.review_date
BEGIN SELECT RAISE(ABORT, 'a review date only moves on'); END;
CREATE TRIGGER eligibility_no_delete BEFORE DELETE ON eligibility BEGIN SELECT RAISE(ABORT, 'an eligibility is never removed'); END;
CREATE TRIGGER eligibility_no_replace BEFORE INSERT ON eligibility WHEN EXISTS (SELECT 1 FROM eligibility WHERE fact_id = NEW.fact_id)
BEGIN SELECT RAISE(ABORT, 'an eligibility is never replaced'); END;
