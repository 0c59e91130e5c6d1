-- Found by what people type: the initials of a name (王桂兰, 'wgl'), and a blind index of the building, since addresses are sealed.
-- Both are filled wherever a name or an address is written.
ALTER TABLE elder ADD COLUMN name_initials TEXT NOT NULL DEFAULT '';
ALTER TABLE elder ADD COLUMN building_index TEXT;
CREATE INDEX elder_by_residence ON elder (residence_division, name_initials, name);

-- What somebody confirmed to be ordered for others, line by line, before the first of them is ordered: a line is decided once, and its
-- outcome stands beside it ('placed', or why not). Lines of a batch are ordered in the order of their numbers.
CREATE TABLE order_batch (
  id TEXT PRIMARY KEY NOT NULL,
  channel TEXT NOT NULL,
  confirmed_at INTEGER NOT NULL,
  confirmed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX order_batch_by_person ON order_batch (confirmed_by, confirmed_at);

CREATE TABLE order_batch_line (
  batch_id TEXT NOT NULL REFERENCES order_batch (id),
  line_no INTEGER NOT NULL,
  elder_id TEXT NOT NULL REFERENCES elder (id),
  meal_run_id TEXT NOT NULL REFERENCES meal_run (id),
  set_meal_id TEXT NOT NULL REFERENCES set_meal (id),
  mode TEXT NOT NULL,
  self_pay_fen INTEGER NOT NULL CHECK (self_pay_fen >= 0),
  outcome TEXT,
  order_id TEXT REFERENCES meal_order (id),
  PRIMARY KEY (batch_id, line_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_batch_line_open ON order_batch_line (batch_id) WHERE outcome IS NULL;

CREATE TRIGGER order_batch_no_update BEFORE UPDATE ON order_batch BEGIN SELECT RAISE(ABORT, 'order_batch is append-only'); END;
CREATE TRIGGER order_batch_no_delete BEFORE DELETE ON order_batch BEGIN SELECT RAISE(ABORT, 'order_batch is append-only'); END;
CREATE TRIGGER order_batch_no_replace BEFORE INSERT ON order_batch WHEN EXISTS (SELECT 1 FROM order_batch WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'order_batch is append-only'); END;

-- Only an open line moves, and only to its outcome.
CREATE TRIGGER order_batch_line_once BEFORE UPDATE ON order_batch_line
WHEN OLD.outcome IS NOT NULL OR NEW.outcome IS NULL OR NEW.batch_id <> OLD.batch_id OR NEW.line_no <> OLD.line_no OR NEW.elder_id <> OLD.elder_id
  OR NEW.meal_run_id <> OLD.meal_run_id OR NEW.set_meal_id <> OLD.set_meal_id OR NEW.mode <> OLD.mode OR NEW.self_pay_fen <> OLD.self_pay_fen
BEGIN SELECT RAISE(ABORT, 'order_batch_line is append-only'); END;
CREATE TRIGGER order_batch_line_no_delete BEFORE DELETE ON order_batch_line BEGIN SELECT RAISE(ABORT, 'order_batch_line is append-only'); END;
CREATE TRIGGER order_batch_line_no_replace BEFORE INSERT ON order_batch_line WHEN EXISTS (SELECT 1 FROM order_batch_line
  WHERE batch_id = NEW.batch_id AND line_no = NEW.line_no)
BEGIN SELECT RAISE(ABORT, 'order_batch_line is append-only'); END;
