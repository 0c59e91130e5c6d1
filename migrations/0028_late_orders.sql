-- Of a full sheet: every meal of the run as its paper has it, on whichever list it stands, sealed apart from what the sheet itself says
-- (a delivery list leaves the house and gives no reasons). Change sheets are compared with it, and say what changed in their own content.
ALTER TABLE print_run ADD COLUMN lines_sealed TEXT;

-- An order that a canteen took after its cut-off: late_reason says why, placed_by and placed_at who took it and when.
ALTER TABLE meal_order ADD COLUMN late_reason TEXT;

DROP TRIGGER meal_order_agreed;
CREATE TRIGGER meal_order_agreed BEFORE UPDATE OF id, meal_run_id, order_no, elder_id, service_date, slot, set_meal_id, mode, price_fen,
  channel, placed_by, placed_at, late_reason ON meal_order
BEGIN SELECT RAISE(ABORT, 'an order keeps what was agreed'); END;

-- In time while the run is open and its cut-off has not come; late from the cut-off until the serving ends, by the canteen's own staff.
-- The date and the slot of its run are asked of each order once.
DROP TRIGGER meal_order_run_open;
DROP TRIGGER meal_order_fits_run;
CREATE TRIGGER meal_order_run_open BEFORE INSERT ON meal_order WHEN NEW.channel <> 'walk_in' AND NEW.late_reason IS NULL AND NOT EXISTS (
  SELECT 1 FROM meal_run WHERE id = NEW.meal_run_id AND state = 'open' AND cutoff_at > NEW.placed_at AND service_date = NEW.service_date AND slot = NEW.slot)
BEGIN SELECT RAISE(ABORT, 'the meal run takes no more orders'); END;
CREATE TRIGGER meal_order_fits_run BEFORE INSERT ON meal_order WHEN (NEW.channel = 'walk_in' OR NEW.late_reason IS NOT NULL) AND NOT EXISTS (
  SELECT 1 FROM meal_run WHERE id = NEW.meal_run_id AND service_date = NEW.service_date AND slot = NEW.slot)
BEGIN SELECT RAISE(ABORT, 'an order has the date and slot of its run'); END;
CREATE TRIGGER meal_order_late BEFORE INSERT ON meal_order WHEN NEW.late_reason IS NOT NULL AND (NEW.channel <> 'staff_phone' OR NOT EXISTS (
  SELECT 1 FROM meal_run WHERE id = NEW.meal_run_id AND (state = 'closed' OR state = 'open' AND cutoff_at <= NEW.placed_at) AND serve_to_at > NEW.placed_at))
BEGIN SELECT RAISE(ABORT, 'the meal run takes no more orders'); END;
