-- What the nightly job found, check by check; slice: the month checked, or nothing for a check in one piece. samples: JSON, up to five ids.
CREATE TABLE invariant_check (
  night TEXT NOT NULL,
  name TEXT NOT NULL,
  slice TEXT NOT NULL,
  checked_at INTEGER NOT NULL,
  broken INTEGER NOT NULL CHECK (broken >= 0),
  samples TEXT NOT NULL,
  PRIMARY KEY (night, name, slice)
) STRICT, WITHOUT ROWID;
CREATE INDEX invariant_check_broken ON invariant_check (name, slice, night) WHERE broken > 0;

CREATE TRIGGER invariant_check_no_update BEFORE UPDATE ON invariant_check BEGIN SELECT RAISE(ABORT, 'invariant_check is append-only'); END;
CREATE TRIGGER invariant_check_no_delete BEFORE DELETE ON invariant_check BEGIN SELECT RAISE(ABORT, 'invariant_check is append-only'); END;
CREATE TRIGGER invariant_check_no_replace BEFORE INSERT ON invariant_check WHEN EXISTS (SELECT 1 FROM invariant_check WHERE night = NEW.night AND name = NEW.name AND slice = NEW.slice)
BEGIN SELECT RAISE(ABORT, 'invariant_check is append-only'); END;

-- What a statement by hand could still do to the money. Only looks are added, no row is written more.
CREATE TRIGGER transfer_of_kind BEFORE INSERT ON transfer WHEN NEW.kind NOT IN ('reserve', 'post', 'void', 'reverse')
BEGIN SELECT RAISE(ABORT, 'a transfer reserves, posts, voids or reverses'); END;
CREATE TRIGGER transfer_reserve_ends_nothing BEFORE INSERT ON transfer WHEN NEW.kind = 'reserve' AND NEW.resolves_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a reservation ends nothing'); END;
-- Beyond this a program that counts in doubles is off by one fen.
CREATE TRIGGER transfer_countable BEFORE INSERT ON transfer WHEN NEW.amount_fen > 9007199254740991
BEGIN SELECT RAISE(ABORT, 'more than can be counted to the fen'); END;
CREATE TRIGGER balance_countable BEFORE UPDATE ON balance WHEN NEW.balance_fen > 9007199254740991
BEGIN SELECT RAISE(ABORT, 'more than can be counted to the fen'); END;
CREATE TRIGGER balance_keeps_account BEFORE UPDATE OF account_id ON balance
BEGIN SELECT RAISE(ABORT, 'a balance stays with its account'); END;
CREATE TRIGGER transfer_of_order BEFORE INSERT ON transfer WHEN NEW.kind = 'reserve' AND NEW.order_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a reservation is of an order that is there') WHERE NOT EXISTS (SELECT 1 FROM meal_order WHERE id = NEW.order_id); END;
-- The state moves first in the batch of its event. What goes to the operator meets this in transfer_posts_price.
CREATE TRIGGER transfer_posts_meal BEFORE INSERT ON transfer WHEN NEW.kind = 'post' AND NEW.order_id IS NOT NULL AND NEW.credit_account NOT GLOB 'operator:*'
BEGIN SELECT RAISE(ABORT, 'only a meal handed over or missed is posted')
  WHERE NOT EXISTS (SELECT 1 FROM meal_order WHERE id = NEW.order_id AND state IN ('handed_over', 'missed')); END;
CREATE TRIGGER transfer_own_share BEFORE INSERT ON transfer
WHEN NEW.order_id IS NOT NULL AND NEW.kind IN ('reserve', 'post') AND (NEW.debit_account GLOB 'prepaid:*' OR NEW.debit_account GLOB 'cash:*')
BEGIN SELECT RAISE(ABORT, 'a meal is paid from its own purse or cash box')
  WHERE NOT EXISTS (SELECT 1 FROM meal_order o JOIN meal_run r ON r.id = o.meal_run_id WHERE o.id = NEW.order_id
    AND NEW.debit_account IN ('prepaid:' || r.operator_id || ':' || o.elder_id, 'cash:' || r.meal_point_id)); END;
CREATE TRIGGER hand_over_of_meal BEFORE INSERT ON hand_over
BEGIN SELECT RAISE(ABORT, 'only a meal handed over has a hand-over') WHERE NOT EXISTS (SELECT 1 FROM meal_order WHERE id = NEW.order_id AND state = 'handed_over'); END;
CREATE TRIGGER order_split_not_negative BEFORE INSERT ON order_split WHEN NEW.fen < 0
BEGIN SELECT RAISE(ABORT, 'a line of a split is never negative'); END;
CREATE TRIGGER meal_order_priced BEFORE INSERT ON meal_order WHEN NEW.price_fen < 0 OR NEW.price_fen > 9007199254740991 OR NEW.self_pay_fen < 0 OR NEW.self_pay_fen > NEW.price_fen
BEGIN SELECT RAISE(ABORT, 'the elder pays from nothing to the whole price'); END;
CREATE TRIGGER meal_order_reassessed_share BEFORE UPDATE OF self_pay_fen ON meal_order WHEN NEW.self_pay_fen < 0 OR NEW.self_pay_fen > NEW.price_fen
BEGIN SELECT RAISE(ABORT, 'the elder pays from nothing to the whole price'); END;
CREATE TRIGGER meal_order_fits_run BEFORE INSERT ON meal_order WHEN NOT EXISTS (
  SELECT 1 FROM meal_run WHERE id = NEW.meal_run_id AND service_date = NEW.service_date AND slot = NEW.slot)
BEGIN SELECT RAISE(ABORT, 'an order has the date and slot of its run'); END;
CREATE TRIGGER meal_run_stays BEFORE UPDATE OF id, meal_point_id, service_date, slot, operator_id, no_show_rule ON meal_run
BEGIN SELECT RAISE(ABORT, 'a meal run keeps who earns, where and when'); END;
