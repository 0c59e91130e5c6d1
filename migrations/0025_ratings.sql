-- How a meal was: one rating for each order, a changed mind is its next version. face: good, fair, poor.
CREATE TABLE rating (
  order_id TEXT NOT NULL REFERENCES meal_order (id),
  version INTEGER NOT NULL CHECK (version > 0),
  face TEXT NOT NULL,
  words TEXT NOT NULL,
  rated_at INTEGER NOT NULL,
  rated_by TEXT NOT NULL,
  PRIMARY KEY (order_id, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER rating_no_update BEFORE UPDATE ON rating BEGIN SELECT RAISE(ABORT, 'rating is append-only'); END;
CREATE TRIGGER rating_no_delete BEFORE DELETE ON rating BEGIN SELECT RAISE(ABORT, 'rating is append-only'); END;
CREATE TRIGGER rating_no_replace BEFORE INSERT ON rating WHEN EXISTS (SELECT 1 FROM rating WHERE order_id = NEW.order_id AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'rating is append-only'); END;
CREATE TRIGGER rating_of_meal BEFORE INSERT ON rating WHEN NOT EXISTS (SELECT 1 FROM meal_order WHERE id = NEW.order_id AND state = 'handed_over')
BEGIN SELECT RAISE(ABORT, 'only a meal that was handed over is rated'); END;

-- A sad face that says why waits for an answer. owner: whose turn it is at first: 'person:…' who handed the meal over, or 'meal_point:…'
-- where they are not there any more. due_date: the last day for an answer, by the rule of the day it was said. Open until somebody answered.
CREATE TABLE complaint (
  id TEXT PRIMARY KEY NOT NULL,
  order_id TEXT NOT NULL REFERENCES meal_order (id),
  meal_point_id TEXT NOT NULL REFERENCES meal_point (id),
  owner TEXT NOT NULL,
  due_date TEXT NOT NULL,
  opened_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX complaint_by_order ON complaint (order_id);
CREATE INDEX complaint_by_point ON complaint (meal_point_id, opened_at);
CREATE TRIGGER complaint_no_update BEFORE UPDATE ON complaint BEGIN SELECT RAISE(ABORT, 'complaint is append-only'); END;
CREATE TRIGGER complaint_no_delete BEFORE DELETE ON complaint BEGIN SELECT RAISE(ABORT, 'complaint is append-only'); END;
CREATE TRIGGER complaint_no_replace BEFORE INSERT ON complaint WHEN EXISTS (SELECT 1 FROM complaint WHERE id = NEW.id OR order_id = NEW.order_id)
BEGIN SELECT RAISE(ABORT, 'complaint is append-only'); END;

CREATE TABLE complaint_answer (
  complaint_id TEXT PRIMARY KEY NOT NULL REFERENCES complaint (id),
  answer TEXT NOT NULL,
  answered_at INTEGER NOT NULL,
  answered_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER complaint_answer_no_update BEFORE UPDATE ON complaint_answer BEGIN SELECT RAISE(ABORT, 'complaint_answer is append-only'); END;
CREATE TRIGGER complaint_answer_no_delete BEFORE DELETE ON complaint_answer BEGIN SELECT RAISE(ABORT, 'complaint_answer is append-only'); END;
CREATE TRIGGER complaint_answer_no_replace BEFORE INSERT ON complaint_answer
WHEN EXISTS (SELECT 1 FROM complaint_answer WHERE complaint_id = NEW.complaint_id)
BEGIN SELECT RAISE(ABORT, 'complaint_answer is append-only'); END;
