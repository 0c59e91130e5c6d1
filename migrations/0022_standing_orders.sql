-- Standing orders: every weekday lunch, until further notice. A job makes ordinary orders of them, as far ahead as runs exist.
-- weekdays: the digits of the days, 1 Monday to 7 Sunday. set_meal_id null: the cook chooses. to_date null: until further notice.
-- Never overwritten: ended (the day on which it no longer holds, by whom), and followed by another row.
CREATE TABLE standing_order (
  id TEXT PRIMARY KEY NOT NULL,
  elder_id TEXT NOT NULL REFERENCES elder (id),
  meal_point_id TEXT NOT NULL REFERENCES meal_point (id),
  slot TEXT NOT NULL,
  weekdays TEXT NOT NULL,
  set_meal_id TEXT REFERENCES set_meal (id),
  mode TEXT NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT,
  follows_id TEXT REFERENCES standing_order (id),
  channel TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  set_by TEXT NOT NULL,
  ended_at INTEGER,
  ended_by TEXT,
  ended_channel TEXT,
  CHECK (length(weekdays) BETWEEN 1 AND 7),
  CHECK (to_date IS NULL OR to_date >= from_date)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_order_by_elder ON standing_order (elder_id, slot, from_date);
CREATE INDEX standing_order_by_point ON standing_order (meal_point_id, slot);

CREATE TRIGGER standing_order_ends_only BEFORE UPDATE ON standing_order
WHEN OLD.to_date IS NOT NULL OR NEW.to_date IS NULL OR NEW.ended_at IS NULL OR NEW.ended_by IS NULL OR NEW.id <> OLD.id OR NEW.elder_id <> OLD.elder_id
  OR NEW.meal_point_id <> OLD.meal_point_id OR NEW.slot <> OLD.slot OR NEW.weekdays <> OLD.weekdays OR NEW.set_meal_id IS NOT OLD.set_meal_id OR NEW.mode <> OLD.mode
  OR NEW.from_date <> OLD.from_date OR NEW.follows_id IS NOT OLD.follows_id OR NEW.channel <> OLD.channel OR NEW.set_at <> OLD.set_at OR NEW.set_by <> OLD.set_by
BEGIN SELECT RAISE(ABORT, 'a standing order is ended once, never overwritten'); END;
CREATE TRIGGER standing_order_no_delete BEFORE DELETE ON standing_order BEGIN SELECT RAISE(ABORT, 'a standing order is never removed'); END;
-- One that ended before it began has held on no day.
CREATE TRIGGER standing_order_no_replace BEFORE INSERT ON standing_order WHEN NEW.to_date IS NOT NULL OR EXISTS (SELECT 1 FROM standing_order WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM standing_order s WHERE s.elder_id = NEW.elder_id AND s.slot = NEW.slot AND (s.to_date IS NULL OR (s.to_date > NEW.from_date AND s.to_date > s.from_date)))
BEGIN SELECT RAISE(ABORT, 'one standing order per elder and sitting'); END;
CREATE TRIGGER standing_order_of_the_living BEFORE INSERT ON standing_order WHEN EXISTS (SELECT 1 FROM elder_fact WHERE elder_id = NEW.elder_id AND kind = 'death' AND to_date IS NULL)
BEGIN SELECT RAISE(ABORT, 'no standing order of the dead'); END;

-- This day only. Taken back by being withdrawn, once.
CREATE TABLE standing_order_skip (
  id TEXT PRIMARY KEY NOT NULL,
  elder_id TEXT NOT NULL REFERENCES elder (id),
  slot TEXT NOT NULL,
  service_date TEXT NOT NULL,
  channel TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  set_by TEXT NOT NULL,
  withdrawn_at INTEGER,
  withdrawn_by TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX standing_order_skip_stands ON standing_order_skip (elder_id, slot, service_date) WHERE withdrawn_at IS NULL;

CREATE TRIGGER standing_order_skip_withdrawn_once BEFORE UPDATE ON standing_order_skip
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL OR NEW.withdrawn_by IS NULL OR NEW.id <> OLD.id OR NEW.elder_id <> OLD.elder_id OR NEW.slot <> OLD.slot
  OR NEW.service_date <> OLD.service_date OR NEW.channel <> OLD.channel OR NEW.set_at <> OLD.set_at OR NEW.set_by <> OLD.set_by
BEGIN SELECT RAISE(ABORT, 'a skipped day is withdrawn once'); END;
CREATE TRIGGER standing_order_skip_no_delete BEFORE DELETE ON standing_order_skip BEGIN SELECT RAISE(ABORT, 'a skipped day is never removed'); END;
CREATE TRIGGER standing_order_skip_no_replace BEFORE INSERT ON standing_order_skip WHEN EXISTS (SELECT 1 FROM standing_order_skip WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM standing_order_skip WHERE elder_id = NEW.elder_id AND slot = NEW.slot AND service_date = NEW.service_date AND withdrawn_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a day is skipped once'); END;

-- Away or in hospital: nothing is made of any standing order from from_date until resume_date (the first day with a meal again; null: not known yet).
-- A change ends the row from a day on (ended_from_date), and another follows.
CREATE TABLE pause (
  id TEXT PRIMARY KEY NOT NULL,
  elder_id TEXT NOT NULL REFERENCES elder (id),
  from_date TEXT NOT NULL,
  resume_date TEXT,
  reason TEXT NOT NULL,
  channel TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  set_by TEXT NOT NULL,
  ended_from_date TEXT,
  ended_at INTEGER,
  ended_by TEXT,
  CHECK (resume_date IS NULL OR resume_date > from_date),
  CHECK (ended_from_date IS NULL OR ended_from_date >= from_date)
) STRICT, WITHOUT ROWID;
CREATE INDEX pause_by_elder ON pause (elder_id, from_date);

CREATE TRIGGER pause_ends_only BEFORE UPDATE ON pause
WHEN OLD.ended_from_date IS NOT NULL OR NEW.ended_from_date IS NULL OR NEW.ended_at IS NULL OR NEW.ended_by IS NULL OR NEW.ended_from_date > OLD.resume_date OR NEW.id <> OLD.id
  OR NEW.elder_id <> OLD.elder_id OR NEW.from_date <> OLD.from_date OR NEW.resume_date IS NOT OLD.resume_date OR NEW.reason <> OLD.reason OR NEW.channel <> OLD.channel
  OR NEW.set_at <> OLD.set_at OR NEW.set_by <> OLD.set_by
BEGIN SELECT RAISE(ABORT, 'a pause is ended once, never overwritten'); END;
CREATE TRIGGER pause_no_delete BEFORE DELETE ON pause BEGIN SELECT RAISE(ABORT, 'a pause is never removed'); END;
CREATE TRIGGER pause_no_replace BEFORE INSERT ON pause WHEN NEW.ended_from_date IS NOT NULL OR EXISTS (SELECT 1 FROM pause WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM pause p WHERE p.elder_id = NEW.elder_id AND coalesce(p.ended_from_date, p.resume_date, '9999') > p.from_date
    AND p.from_date < coalesce(NEW.resume_date, '9999') AND NEW.from_date < coalesce(p.ended_from_date, p.resume_date, '9999'))
BEGIN SELECT RAISE(ABORT, 'one pause at a time'); END;

-- An order that went because of a skipped day, a pause or a changed standing order. What somebody cancelled by itself is not here, and its
-- day is never made again.
CREATE TABLE arranged_cancellation (
  order_id TEXT PRIMARY KEY NOT NULL REFERENCES cancellation (order_id),
  cause TEXT NOT NULL,
  cause_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER arranged_cancellation_no_update BEFORE UPDATE ON arranged_cancellation BEGIN SELECT RAISE(ABORT, 'arranged_cancellation is append-only'); END;
CREATE TRIGGER arranged_cancellation_no_delete BEFORE DELETE ON arranged_cancellation BEGIN SELECT RAISE(ABORT, 'arranged_cancellation is append-only'); END;
CREATE TRIGGER arranged_cancellation_no_replace BEFORE INSERT ON arranged_cancellation WHEN EXISTS (SELECT 1 FROM arranged_cancellation WHERE order_id = NEW.order_id)
BEGIN SELECT RAISE(ABORT, 'arranged_cancellation is append-only'); END;

-- What could not be made of a standing order, and why: a row for each reason. It is over when the day has an order after all.
CREATE TABLE standing_order_failure (
  standing_order_id TEXT NOT NULL REFERENCES standing_order (id),
  service_date TEXT NOT NULL,
  refused TEXT NOT NULL,
  failed_at INTEGER NOT NULL,
  PRIMARY KEY (standing_order_id, service_date, refused)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_order_failure_by_date ON standing_order_failure (service_date);
CREATE TRIGGER standing_order_failure_no_update BEFORE UPDATE ON standing_order_failure BEGIN SELECT RAISE(ABORT, 'standing_order_failure is append-only'); END;
CREATE TRIGGER standing_order_failure_no_delete BEFORE DELETE ON standing_order_failure BEGIN SELECT RAISE(ABORT, 'standing_order_failure is append-only'); END;
CREATE TRIGGER standing_order_failure_no_replace BEFORE INSERT ON standing_order_failure WHEN EXISTS (SELECT 1 FROM standing_order_failure
  WHERE standing_order_id = NEW.standing_order_id AND service_date = NEW.service_date AND refused = NEW.refused)
BEGIN SELECT RAISE(ABORT, 'standing_order_failure is append-only'); END;

-- What the canteen did about it, call by call.
CREATE TABLE standing_order_call (
  standing_order_id TEXT NOT NULL REFERENCES standing_order (id),
  service_date TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  outcome TEXT NOT NULL,
  note TEXT NOT NULL,
  called_at INTEGER NOT NULL,
  called_by TEXT NOT NULL,
  PRIMARY KEY (standing_order_id, service_date, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER standing_order_call_no_update BEFORE UPDATE ON standing_order_call BEGIN SELECT RAISE(ABORT, 'standing_order_call is append-only'); END;
CREATE TRIGGER standing_order_call_no_delete BEFORE DELETE ON standing_order_call BEGIN SELECT RAISE(ABORT, 'standing_order_call is append-only'); END;
CREATE TRIGGER standing_order_call_no_replace BEFORE INSERT ON standing_order_call WHEN EXISTS (SELECT 1 FROM standing_order_call
  WHERE standing_order_id = NEW.standing_order_id AND service_date = NEW.service_date AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'standing_order_call is append-only'); END;

-- Inside the write: an order of this channel is made for a day that a standing order names, and for none that was skipped, paused or cancelled by itself.
CREATE TRIGGER meal_order_of_standing_order BEFORE INSERT ON meal_order WHEN NEW.channel = 'standing_order' AND (
  NOT EXISTS (SELECT 1 FROM standing_order s WHERE s.elder_id = NEW.elder_id AND s.slot = NEW.slot AND s.mode = NEW.mode AND s.from_date <= NEW.service_date
    AND (s.to_date IS NULL OR s.to_date > NEW.service_date) AND instr(s.weekdays, (strftime('%w', NEW.service_date) + 6) % 7 + 1) > 0
    AND s.meal_point_id = (SELECT meal_point_id FROM meal_run WHERE id = NEW.meal_run_id))
  OR EXISTS (SELECT 1 FROM standing_order_skip k WHERE k.elder_id = NEW.elder_id AND k.slot = NEW.slot AND k.service_date = NEW.service_date AND k.withdrawn_at IS NULL)
  OR EXISTS (SELECT 1 FROM pause p WHERE p.elder_id = NEW.elder_id AND p.from_date <= NEW.service_date AND NEW.service_date < coalesce(p.ended_from_date, p.resume_date, '9999'))
  OR EXISTS (SELECT 1 FROM meal_order o WHERE o.elder_id = NEW.elder_id AND o.service_date = NEW.service_date AND o.slot = NEW.slot AND o.state = 'cancelled'
    AND NOT EXISTS (SELECT 1 FROM arranged_cancellation WHERE order_id = o.id)))
BEGIN SELECT RAISE(ABORT, 'no standing order for this day'); END;
