-- A death: told to an office by one person, confirmed by another. What follows from it is settled by a job, whichever way the news came.

-- told_by: who brought the news, in words. document: the paper that says so, where there is one.
CREATE TABLE death_notice (
  id TEXT PRIMARY KEY NOT NULL,
  elder_id TEXT NOT NULL REFERENCES elder (id),
  died_date TEXT NOT NULL,
  told_by TEXT NOT NULL,
  document TEXT NOT NULL,
  noted_at INTEGER NOT NULL,
  noted_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX death_notice_by_elder ON death_notice (elder_id);

-- shown_hash: of exactly what stood on the page of whoever decided.
CREATE TABLE death_decision (
  notice_id TEXT PRIMARY KEY NOT NULL REFERENCES death_notice (id),
  outcome TEXT NOT NULL,
  decided_at INTEGER NOT NULL,
  decided_by TEXT NOT NULL,
  shown_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A no-show of which nothing is kept, whatever the point's rule: the person had died.
CREATE TABLE no_show_waiver (
  order_id TEXT PRIMARY KEY NOT NULL REFERENCES meal_order (id),
  waived_at INTEGER NOT NULL,
  waived_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Whose death still has consequences to be settled. A list of work, not history: the job takes a name off it when nothing is left.
-- stopped: nothing but what a check of the books has stopped.
CREATE TABLE death_to_settle (
  elder_id TEXT PRIMARY KEY NOT NULL REFERENCES elder (id),
  stopped INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX elder_fact_of_death ON elder_fact (elder_id) WHERE kind = 'death';
CREATE INDEX session_by_elder ON session (elder_id) WHERE elder_id IS NOT NULL;

-- No way of writing a death can forget what follows, nor can a meal recorded later for that day.
CREATE TRIGGER death_settles_fact AFTER INSERT ON elder_fact WHEN NEW.kind = 'death'
BEGIN DELETE FROM death_to_settle WHERE elder_id = NEW.elder_id; INSERT INTO death_to_settle (elder_id) VALUES (NEW.elder_id); END;
CREATE TRIGGER death_settles_meal AFTER UPDATE OF state ON meal_order WHEN NEW.state IN ('handed_over', 'missed')
BEGIN INSERT INTO death_to_settle (elder_id) SELECT f.elder_id FROM elder_fact f WHERE f.elder_id = NEW.elder_id AND f.kind = 'death' AND f.to_date IS NULL
  AND f.from_date <= NEW.service_date AND NOT EXISTS (SELECT 1 FROM death_to_settle WHERE elder_id = NEW.elder_id); END;
CREATE TRIGGER death_one_at_a_time BEFORE INSERT ON elder_fact WHEN NEW.kind = 'death'
BEGIN SELECT RAISE(ABORT, 'a death is recorded once') WHERE EXISTS (SELECT 1 FROM elder_fact WHERE elder_id = NEW.elder_id AND kind = 'death' AND to_date IS NULL); END;
CREATE TRIGGER death_confirmed_by_another BEFORE INSERT ON death_decision WHEN NEW.outcome = 'confirmed'
BEGIN SELECT RAISE(ABORT, 'another person confirms') WHERE EXISTS (SELECT 1 FROM death_notice WHERE id = NEW.notice_id AND noted_by = NEW.decided_by); END;
CREATE TRIGGER no_show_waiver_of_the_dead BEFORE INSERT ON no_show_waiver
BEGIN SELECT RAISE(ABORT, 'only the dead are waived') WHERE NOT EXISTS (SELECT 1 FROM meal_order o JOIN elder_fact f ON f.elder_id = o.elder_id AND f.kind = 'death'
  AND f.from_date <= o.service_date WHERE o.id = NEW.order_id AND o.state = 'missed'); END;

CREATE TRIGGER death_notice_no_update BEFORE UPDATE ON death_notice BEGIN SELECT RAISE(ABORT, 'death_notice is append-only'); END;
CREATE TRIGGER death_notice_no_delete BEFORE DELETE ON death_notice BEGIN SELECT RAISE(ABORT, 'death_notice is append-only'); END;
CREATE TRIGGER death_notice_no_replace BEFORE INSERT ON death_notice WHEN EXISTS (SELECT 1 FROM death_notice WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'death_notice is append-only'); END;

CREATE TRIGGER death_decision_no_update BEFORE UPDATE ON death_decision BEGIN SELECT RAISE(ABORT, 'death_decision is append-only'); END;
CREATE TRIGGER death_decision_no_delete BEFORE DELETE ON death_decision BEGIN SELECT RAISE(ABORT, 'death_decision is append-only'); END;
CREATE TRIGGER death_decision_no_replace BEFORE INSERT ON death_decision WHEN EXISTS (SELECT 1 FROM death_decision WHERE notice_id = NEW.notice_id)
BEGIN SELECT RAISE(ABORT, 'death_decision is append-only'); END;

CREATE TRIGGER no_show_waiver_no_update BEFORE UPDATE ON no_show_waiver BEGIN SELECT RAISE(ABORT, 'no_show_waiver is append-only'); END;
CREATE TRIGGER no_show_waiver_no_delete BEFORE DELETE ON no_show_waiver BEGIN SELECT RAISE(ABORT, 'no_show_waiver is append-only'); END;
CREATE TRIGGER no_show_waiver_no_replace BEFORE INSERT ON no_show_waiver WHEN EXISTS (SELECT 1 FROM no_show_waiver WHERE order_id = NEW.order_id)
BEGIN SELECT RAISE(ABORT, 'no_show_waiver is append-only'); END;
