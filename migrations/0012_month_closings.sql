-- Closing a month: one official proposes it on figures, another confirms exactly those. After that nothing of the month moves.

-- What was done before a month was closed. The last step is its state: a proposal that stands, one withdrawn or returned (reason: why).
-- figures: of a proposal the JSON text of what was shown; figures_hash: of that text. The confirmation is the row in closed_period.
CREATE TABLE month_step (
  period TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  kind TEXT NOT NULL,
  figures TEXT,
  figures_hash TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT,
  PRIMARY KEY (period, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER month_step_no_update BEFORE UPDATE ON month_step BEGIN SELECT RAISE(ABORT, 'month_step is append-only'); END;
CREATE TRIGGER month_step_no_delete BEFORE DELETE ON month_step BEGIN SELECT RAISE(ABORT, 'month_step is append-only'); END;
CREATE TRIGGER month_step_no_replace BEFORE INSERT ON month_step WHEN EXISTS (SELECT 1 FROM month_step WHERE period = NEW.period AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'month_step is append-only'); END;
CREATE TRIGGER month_step_before_closing BEFORE INSERT ON month_step WHEN EXISTS (SELECT 1 FROM closed_period WHERE period = NEW.period)
BEGIN SELECT RAISE(ABORT, 'a closed month takes no step'); END;

-- Four eyes, and the last word before the closing is the proposal.
CREATE TRIGGER closed_period_by_another BEFORE INSERT ON closed_period
BEGIN SELECT RAISE(ABORT, 'another person confirms the proposal that stands')
  WHERE NOT EXISTS (SELECT 1 FROM month_step s WHERE s.period = NEW.period AND s.kind = 'proposed' AND s.actor <> NEW.closed_by
    AND s.number = (SELECT max(l.number) FROM month_step l WHERE l.period = NEW.period)); END;
-- So that no posting can seem to have come after. Looks through all transfers, once a month: an index for it would be written with each of them.
CREATE TRIGGER closed_period_after_postings BEFORE INSERT ON closed_period
BEGIN SELECT RAISE(ABORT, 'a closing lies after its postings') WHERE EXISTS (SELECT 1 FROM transfer WHERE period = NEW.period AND at > NEW.closed_at); END;

-- A meal that moves no money (all of it taken off by the seller) counts too, and its figures rest like the others.
CREATE TRIGGER month_total_open_insert BEFORE INSERT ON month_total WHEN EXISTS (SELECT 1 FROM closed_period WHERE period = NEW.month)
BEGIN SELECT RAISE(ABORT, 'the period is closed'); END;
CREATE TRIGGER month_total_open_update BEFORE UPDATE ON month_total WHEN EXISTS (SELECT 1 FROM closed_period WHERE period IN (OLD.month, NEW.month))
BEGIN SELECT RAISE(ABORT, 'the period is closed'); END;
CREATE TRIGGER month_total_open_delete BEFORE DELETE ON month_total WHEN EXISTS (SELECT 1 FROM closed_period WHERE period = OLD.month)
BEGIN SELECT RAISE(ABORT, 'the period is closed'); END;
CREATE TRIGGER hand_over_month_open BEFORE INSERT ON hand_over
BEGIN SELECT RAISE(ABORT, 'the period is closed')
  WHERE EXISTS (SELECT 1 FROM meal_order o JOIN closed_period c ON c.period = substr(o.service_date, 1, 7) WHERE o.id = NEW.order_id); END;
CREATE TRIGGER hand_over_undo_month_open BEFORE INSERT ON hand_over_undo
BEGIN SELECT RAISE(ABORT, 'the period is closed') WHERE EXISTS (SELECT 1 FROM hand_over h JOIN meal_order o ON o.id = h.order_id
  JOIN closed_period c ON c.period = substr(o.service_date, 1, 7) WHERE h.id = NEW.hand_over_id); END;

-- Money of a month that belongs to no order: top-ups, refunds, moves, donations. Few, so that the index costs next to nothing.
CREATE INDEX transfer_beside_orders ON transfer (period, at) WHERE order_id IS NULL;
