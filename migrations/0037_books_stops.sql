-- An invariant that fails stops the place whose rows break it: a point, all points of an operator, or what the county moves beside meals.

-- One row for each check and place; the check is the one that found it. broken, samples: of this place alone. Both null: the county.
CREATE TABLE books_stop (
  id TEXT PRIMARY KEY NOT NULL,
  meal_point_id TEXT REFERENCES meal_point (id),
  operator_id TEXT REFERENCES operator (id),
  night TEXT NOT NULL,
  invariant TEXT NOT NULL,
  slice TEXT NOT NULL,
  broken INTEGER NOT NULL CHECK (broken > 0),
  samples TEXT NOT NULL,
  stopped_at INTEGER NOT NULL,
  stopped_by TEXT NOT NULL,
  FOREIGN KEY (night, invariant, slice) REFERENCES invariant_check (night, name, slice),
  CHECK (meal_point_id IS NULL OR operator_id IS NULL)
) STRICT, WITHOUT ROWID;

-- cause: how it came about and how it was put right, in the words of the official who ended it.
CREATE TABLE books_stop_end (
  stop_id TEXT PRIMARY KEY NOT NULL REFERENCES books_stop (id),
  ended_at INTEGER NOT NULL,
  ended_by TEXT NOT NULL,
  cause TEXT NOT NULL CHECK (cause <> '')
) STRICT, WITHOUT ROWID;

-- What stands still now, kept by the two triggers below. Nearly always empty, so that asking it costs no row.
CREATE TABLE books_stopped (
  place TEXT NOT NULL,
  invariant TEXT NOT NULL,
  slice TEXT NOT NULL,
  stop_id TEXT NOT NULL REFERENCES books_stop (id),
  PRIMARY KEY (place, invariant, slice)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER books_stop_no_update BEFORE UPDATE ON books_stop BEGIN SELECT RAISE(ABORT, 'books_stop is append-only'); END;
CREATE TRIGGER books_stop_no_delete BEFORE DELETE ON books_stop BEGIN SELECT RAISE(ABORT, 'books_stop is append-only'); END;
CREATE TRIGGER books_stop_no_replace BEFORE INSERT ON books_stop WHEN EXISTS (SELECT 1 FROM books_stop WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'books_stop is append-only'); END;
CREATE TRIGGER books_stop_end_no_update BEFORE UPDATE ON books_stop_end BEGIN SELECT RAISE(ABORT, 'books_stop_end is append-only'); END;
CREATE TRIGGER books_stop_end_no_delete BEFORE DELETE ON books_stop_end BEGIN SELECT RAISE(ABORT, 'books_stop_end is append-only'); END;
CREATE TRIGGER books_stop_end_no_replace BEFORE INSERT ON books_stop_end WHEN EXISTS (SELECT 1 FROM books_stop_end WHERE stop_id = NEW.stop_id)
BEGIN SELECT RAISE(ABORT, 'books_stop_end is append-only'); END;

CREATE TRIGGER books_stop_stands AFTER INSERT ON books_stop
BEGIN INSERT INTO books_stopped (place, invariant, slice, stop_id)
  VALUES (coalesce('point:' || NEW.meal_point_id, 'operator:' || NEW.operator_id, 'county'), NEW.invariant, NEW.slice, NEW.id); END;
CREATE TRIGGER books_stop_ends AFTER INSERT ON books_stop_end
BEGIN DELETE FROM books_stopped WHERE stop_id = NEW.stop_id; END;
CREATE TRIGGER books_stopped_no_update BEFORE UPDATE ON books_stopped BEGIN SELECT RAISE(ABORT, 'a stop is ended, not moved'); END;
CREATE TRIGGER books_stopped_no_delete BEFORE DELETE ON books_stopped WHEN NOT EXISTS (SELECT 1 FROM books_stop_end WHERE stop_id = OLD.stop_id)
BEGIN SELECT RAISE(ABORT, 'a stop is ended, not removed'); END;
CREATE TRIGGER books_stopped_of_stop BEFORE INSERT ON books_stopped
WHEN NOT EXISTS (SELECT 1 FROM books_stop WHERE id = NEW.stop_id) OR EXISTS (SELECT 1 FROM books_stop_end WHERE stop_id = NEW.stop_id)
  OR EXISTS (SELECT 1 FROM books_stopped WHERE place = NEW.place AND invariant = NEW.invariant AND slice = NEW.slice)
BEGIN SELECT RAISE(ABORT, 'a place stops once for a check'); END;

-- What stands still. Every way of writing meets these, whoever writes. Cancelling goes on, and the release of what was set aside for it:
-- it takes nothing, and whoever cannot come must not pay for our mistake. Closing and printing are no writing of money and go on.
CREATE TRIGGER meal_order_books_stand BEFORE INSERT ON meal_order WHEN EXISTS (SELECT 1 FROM books_stopped)
BEGIN SELECT RAISE(ABORT, 'the books stand still') WHERE EXISTS (SELECT 1 FROM meal_run r CROSS JOIN books_stopped b
  WHERE r.id = NEW.meal_run_id AND b.place IN ('point:' || r.meal_point_id, 'operator:' || r.operator_id)); END;
CREATE TRIGGER meal_order_books_stand_move BEFORE UPDATE OF state, assessment_no ON meal_order WHEN NEW.state <> 'cancelled' AND EXISTS (SELECT 1 FROM books_stopped)
BEGIN SELECT RAISE(ABORT, 'the books stand still') WHERE EXISTS (SELECT 1 FROM meal_run r CROSS JOIN books_stopped b
  WHERE r.id = NEW.meal_run_id AND b.place IN ('point:' || r.meal_point_id, 'operator:' || r.operator_id)); END;
CREATE TRIGGER claim_reversal_books_stand BEFORE INSERT ON claim_reversal WHEN EXISTS (SELECT 1 FROM books_stopped)
BEGIN SELECT RAISE(ABORT, 'the books stand still') WHERE EXISTS (SELECT 1 FROM meal_order o CROSS JOIN meal_run r ON r.id = o.meal_run_id CROSS JOIN books_stopped b
  WHERE o.id = NEW.order_id AND b.place IN ('point:' || r.meal_point_id, 'operator:' || r.operator_id)); END;
-- What is set aside and posted for a meal comes with the order or its hand-over, which have met these; a reversal may come alone. Money beside meals by its cash box and by who holds it, and all of it while the county stands still.
CREATE TRIGGER transfer_books_stand BEFORE INSERT ON transfer WHEN NEW.order_id IS NOT NULL AND NEW.kind = 'reverse' AND EXISTS (SELECT 1 FROM books_stopped)
BEGIN SELECT RAISE(ABORT, 'the books stand still') WHERE EXISTS (SELECT 1 FROM meal_order o CROSS JOIN meal_run r ON r.id = o.meal_run_id CROSS JOIN books_stopped b
  WHERE o.id = NEW.order_id AND b.place IN ('point:' || r.meal_point_id, 'operator:' || r.operator_id)); END;
CREATE TRIGGER transfer_beside_books_stand BEFORE INSERT ON transfer WHEN NEW.order_id IS NULL AND EXISTS (SELECT 1 FROM books_stopped)
BEGIN SELECT RAISE(ABORT, 'the books stand still') WHERE EXISTS (SELECT 1 FROM books_stopped b WHERE b.place = 'county'
  OR b.place IN (SELECT iif(a.kind = 'cash', 'point:' || a.owner_id, 'operator:' || a.holder_id) FROM account a WHERE a.id IN (NEW.debit_account, NEW.credit_account))); END;
-- A month of the whole county comes to rest only when all of it moves again.
CREATE TRIGGER closed_period_books_stand BEFORE INSERT ON closed_period WHEN EXISTS (SELECT 1 FROM books_stopped)
BEGIN SELECT RAISE(ABORT, 'the books stand still'); END;
