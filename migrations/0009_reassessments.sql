-- Whose open orders have to be judged again because a fact or a rule changed: written in the batch of that change, worked off by a
-- job, and marked when it is done. The person's later orders are judged on the new facts anyway.
CREATE TABLE reassessment_due (
  elder_id TEXT NOT NULL REFERENCES elder (id),
  due_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  due_by TEXT NOT NULL,
  done_at INTEGER,
  PRIMARY KEY (elder_id, due_at, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX reassessment_due_open ON reassessment_due (due_at) WHERE done_at IS NULL;

-- Cancelled meals still count for what was ordered before they were cancelled.
CREATE INDEX meal_order_cancelled ON meal_order (elder_id, service_date) WHERE state = 'cancelled';

CREATE TRIGGER reassessment_due_done_once BEFORE UPDATE ON reassessment_due
WHEN OLD.done_at IS NOT NULL OR NEW.done_at IS NULL OR NEW.elder_id <> OLD.elder_id OR NEW.due_at <> OLD.due_at OR NEW.reason <> OLD.reason OR NEW.due_by <> OLD.due_by
BEGIN SELECT RAISE(ABORT, 'what is due is done once'); END;
CREATE TRIGGER reassessment_due_no_delete BEFORE DELETE ON reassessment_due BEGIN SELECT RAISE(ABORT, 'what is due is never removed'); END;
CREATE TRIGGER reassessment_due_no_replace BEFORE INSERT ON reassessment_due WHEN EXISTS (SELECT 1 FROM reassessment_due
  WHERE elder_id = NEW.elder_id AND due_at = NEW.due_at AND reason = NEW.reason)
BEGIN SELECT RAISE(ABORT, 'what is due is never removed'); END;
