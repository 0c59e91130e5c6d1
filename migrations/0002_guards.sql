-- What is written once and never edited. Three triggers each: INSERT OR REPLACE deletes without firing the delete trigger.
-- Upper-case BEGIN and END, one statement in the body, the condition in WHEN: the remote splitter trips over anything else.

CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer BEGIN SELECT RAISE(ABORT, 'transfer is append-only'); END;
CREATE TRIGGER transfer_no_delete BEFORE DELETE ON transfer BEGIN SELECT RAISE(ABORT, 'transfer is append-only'); END;
CREATE TRIGGER transfer_no_replace BEFORE INSERT ON transfer WHEN EXISTS (SELECT 1 FROM transfer WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM transfer WHERE NEW.order_id IS NULL AND order_id IS NULL AND event_id = NEW.event_id AND kind = NEW.kind AND debit_account = NEW.debit_account AND credit_account = NEW.credit_account)
  OR EXISTS (SELECT 1 FROM transfer WHERE order_id = NEW.order_id AND event_id = NEW.event_id AND kind = NEW.kind AND debit_account = NEW.debit_account AND credit_account = NEW.credit_account)
  OR EXISTS (SELECT 1 FROM transfer WHERE resolves_id = NEW.resolves_id)
BEGIN SELECT RAISE(ABORT, 'transfer is append-only'); END;

CREATE TRIGGER order_split_no_update BEFORE UPDATE ON order_split BEGIN SELECT RAISE(ABORT, 'order_split is append-only'); END;
CREATE TRIGGER order_split_no_delete BEFORE DELETE ON order_split BEGIN SELECT RAISE(ABORT, 'order_split is append-only'); END;
CREATE TRIGGER order_split_no_replace BEFORE INSERT ON order_split WHEN EXISTS (SELECT 1 FROM order_split
  WHERE order_id = NEW.order_id AND assessment_no = NEW.assessment_no AND payer_code = NEW.payer_code AND clause = NEW.clause)
BEGIN SELECT RAISE(ABORT, 'order_split is append-only'); END;

CREATE TRIGGER order_beside_no_update BEFORE UPDATE ON order_beside BEGIN SELECT RAISE(ABORT, 'order_beside is append-only'); END;
CREATE TRIGGER order_beside_no_delete BEFORE DELETE ON order_beside BEGIN SELECT RAISE(ABORT, 'order_beside is append-only'); END;
CREATE TRIGGER order_beside_no_replace BEFORE INSERT ON order_beside WHEN EXISTS (SELECT 1 FROM order_beside
  WHERE order_id = NEW.order_id AND assessment_no = NEW.assessment_no AND kind = NEW.kind AND payer_code = NEW.payer_code AND clause = NEW.clause)
BEGIN SELECT RAISE(ABORT, 'order_beside is append-only'); END;

CREATE TRIGGER reassessment_no_update BEFORE UPDATE ON reassessment BEGIN SELECT RAISE(ABORT, 'reassessment is append-only'); END;
CREATE TRIGGER reassessment_no_delete BEFORE DELETE ON reassessment BEGIN SELECT RAISE(ABORT, 'reassessment is append-only'); END;
CREATE TRIGGER reassessment_no_replace BEFORE INSERT ON reassessment WHEN EXISTS (SELECT 1 FROM reassessment WHERE order_id = NEW.order_id AND assessment_no = NEW.assessment_no)
BEGIN SELECT RAISE(ABORT, 'reassessment is append-only'); END;

CREATE TRIGGER closed_period_no_update BEFORE UPDATE ON closed_period BEGIN SELECT RAISE(ABORT, 'closed_period is append-only'); END;
CREATE TRIGGER closed_period_no_delete BEFORE DELETE ON closed_period BEGIN SELECT RAISE(ABORT, 'closed_period is append-only'); END;
CREATE TRIGGER closed_period_no_replace BEFORE INSERT ON closed_period WHEN EXISTS (SELECT 1 FROM closed_period WHERE period = NEW.period)
BEGIN SELECT RAISE(ABORT, 'closed_period is append-only'); END;

CREATE TRIGGER hand_over_no_update BEFORE UPDATE ON hand_over BEGIN SELECT RAISE(ABORT, 'hand_over is append-only'); END;
CREATE TRIGGER hand_over_no_delete BEFORE DELETE ON hand_over BEGIN SELECT RAISE(ABORT, 'hand_over is append-only'); END;
CREATE TRIGGER hand_over_no_replace BEFORE INSERT ON hand_over WHEN EXISTS (SELECT 1 FROM hand_over WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM hand_over WHERE order_id = NEW.order_id AND attempt = NEW.attempt)
BEGIN SELECT RAISE(ABORT, 'hand_over is append-only'); END;

CREATE TRIGGER hand_over_undo_no_update BEFORE UPDATE ON hand_over_undo BEGIN SELECT RAISE(ABORT, 'hand_over_undo is append-only'); END;
CREATE TRIGGER hand_over_undo_no_delete BEFORE DELETE ON hand_over_undo BEGIN SELECT RAISE(ABORT, 'hand_over_undo is append-only'); END;
CREATE TRIGGER hand_over_undo_no_replace BEFORE INSERT ON hand_over_undo WHEN EXISTS (SELECT 1 FROM hand_over_undo WHERE hand_over_id = NEW.hand_over_id)
BEGIN SELECT RAISE(ABORT, 'hand_over_undo is append-only'); END;

CREATE TRIGGER cancellation_no_update BEFORE UPDATE ON cancellation BEGIN SELECT RAISE(ABORT, 'cancellation is append-only'); END;
CREATE TRIGGER cancellation_no_delete BEFORE DELETE ON cancellation BEGIN SELECT RAISE(ABORT, 'cancellation is append-only'); END;
CREATE TRIGGER cancellation_no_replace BEFORE INSERT ON cancellation WHEN EXISTS (SELECT 1 FROM cancellation WHERE order_id = NEW.order_id)
BEGIN SELECT RAISE(ABORT, 'cancellation is append-only'); END;

CREATE TRIGGER meal_run_closing_no_update BEFORE UPDATE ON meal_run_closing BEGIN SELECT RAISE(ABORT, 'meal_run_closing is append-only'); END;
CREATE TRIGGER meal_run_closing_no_delete BEFORE DELETE ON meal_run_closing BEGIN SELECT RAISE(ABORT, 'meal_run_closing is append-only'); END;
CREATE TRIGGER meal_run_closing_no_replace BEFORE INSERT ON meal_run_closing WHEN EXISTS (SELECT 1 FROM meal_run_closing WHERE meal_run_id = NEW.meal_run_id)
BEGIN SELECT RAISE(ABORT, 'meal_run_closing is append-only'); END;

CREATE TRIGGER print_run_no_update BEFORE UPDATE ON print_run BEGIN SELECT RAISE(ABORT, 'print_run is append-only'); END;
CREATE TRIGGER print_run_no_delete BEFORE DELETE ON print_run BEGIN SELECT RAISE(ABORT, 'print_run is append-only'); END;
CREATE TRIGGER print_run_no_replace BEFORE INSERT ON print_run WHEN EXISTS (SELECT 1 FROM print_run WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM print_run WHERE meal_point_id = NEW.meal_point_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'print_run is append-only'); END;

CREATE TRIGGER policy_document_no_update BEFORE UPDATE ON policy_document BEGIN SELECT RAISE(ABORT, 'policy_document is append-only'); END;
CREATE TRIGGER policy_document_no_delete BEFORE DELETE ON policy_document BEGIN SELECT RAISE(ABORT, 'policy_document is append-only'); END;
CREATE TRIGGER policy_document_no_replace BEFORE INSERT ON policy_document WHEN EXISTS (SELECT 1 FROM policy_document WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'policy_document is append-only'); END;

CREATE TRIGGER policy_version_no_update BEFORE UPDATE ON policy_version BEGIN SELECT RAISE(ABORT, 'policy_version is append-only'); END;
CREATE TRIGGER policy_version_no_delete BEFORE DELETE ON policy_version BEGIN SELECT RAISE(ABORT, 'policy_version is append-only'); END;
CREATE TRIGGER policy_version_no_replace BEFORE INSERT ON policy_version WHEN EXISTS (SELECT 1 FROM policy_version WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM policy_version WHERE policy_document_id = NEW.policy_document_id AND from_date = NEW.from_date)
BEGIN SELECT RAISE(ABORT, 'policy_version is append-only'); END;

CREATE TRIGGER request_key_no_update BEFORE UPDATE ON request_key BEGIN SELECT RAISE(ABORT, 'request_key is append-only'); END;
CREATE TRIGGER request_key_no_delete BEFORE DELETE ON request_key BEGIN SELECT RAISE(ABORT, 'request_key is append-only'); END;
CREATE TRIGGER request_key_no_replace BEFORE INSERT ON request_key WHEN EXISTS (SELECT 1 FROM request_key WHERE key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'request_key is append-only'); END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

-- Money: a CHECK can be switched off by a pragma, a trigger cannot.
CREATE TRIGGER transfer_positive BEFORE INSERT ON transfer WHEN NEW.amount_fen <= 0
BEGIN SELECT RAISE(ABORT, 'a transfer moves at least one fen'); END;
CREATE TRIGGER transfer_two_sides BEFORE INSERT ON transfer WHEN NEW.debit_account = NEW.credit_account
BEGIN SELECT RAISE(ABORT, 'a transfer has two sides'); END;
CREATE TRIGGER transfer_resolves_reserve BEFORE INSERT ON transfer WHEN NEW.kind = 'void' OR (NEW.kind = 'post' AND NEW.resolves_id IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a post or void ends a reservation of the same size and sides')
  WHERE NOT EXISTS (SELECT 1 FROM transfer r WHERE r.id = NEW.resolves_id AND r.kind = 'reserve' AND r.order_id IS NEW.order_id AND r.amount_fen = NEW.amount_fen
    AND r.debit_account = NEW.debit_account AND r.credit_account = NEW.credit_account); END;
CREATE TRIGGER transfer_reverses_post BEFORE INSERT ON transfer WHEN NEW.kind = 'reverse'
BEGIN SELECT RAISE(ABORT, 'a reversal mirrors a posting')
  WHERE NOT EXISTS (SELECT 1 FROM transfer p WHERE p.id = NEW.resolves_id AND p.kind = 'post' AND p.order_id IS NEW.order_id AND p.amount_fen = NEW.amount_fen
    AND p.debit_account = NEW.credit_account AND p.credit_account = NEW.debit_account); END;
CREATE TRIGGER account_no_update BEFORE UPDATE ON account BEGIN SELECT RAISE(ABORT, 'an account is never renamed'); END;
CREATE TRIGGER account_no_delete BEFORE DELETE ON account BEGIN SELECT RAISE(ABORT, 'an account is never removed'); END;
CREATE TRIGGER account_no_replace BEFORE INSERT ON account WHEN EXISTS (SELECT 1 FROM account WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'an account is never renamed'); END;
-- Of one order: a reversal may follow a post, and another post the reversal. What is beside the price goes to accounts of its own.
CREATE TRIGGER transfer_posts_once BEFORE INSERT ON transfer WHEN NEW.kind = 'post' AND NEW.order_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a share is posted once at a time')
  WHERE EXISTS (SELECT 1 FROM transfer p WHERE p.order_id = NEW.order_id AND p.kind = 'post' AND p.debit_account = NEW.debit_account AND p.credit_account = NEW.credit_account
    AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.resolves_id = p.id)); END;
CREATE TRIGGER transfer_posts_price BEFORE INSERT ON transfer WHEN NEW.kind = 'post' AND NEW.order_id IS NOT NULL AND NEW.credit_account GLOB 'operator:*'
BEGIN SELECT RAISE(ABORT, 'only a meal handed over or missed is posted, and no more than its price')
  WHERE coalesce((SELECT price_fen FROM meal_order WHERE id = NEW.order_id AND state IN ('handed_over', 'missed')), -1) < NEW.amount_fen + (SELECT coalesce(sum(p.amount_fen), 0) FROM transfer p
    WHERE p.order_id = NEW.order_id AND p.kind = 'post' AND p.credit_account GLOB 'operator:*' AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.resolves_id = p.id)); END;
CREATE TRIGGER order_split_within_price BEFORE INSERT ON order_split
BEGIN SELECT RAISE(ABORT, 'the lines of a split sum to the price')
  WHERE (SELECT price_fen FROM meal_order WHERE id = NEW.order_id) < NEW.fen
    + (SELECT coalesce(sum(s.fen), 0) FROM order_split s WHERE s.order_id = NEW.order_id AND s.assessment_no = NEW.assessment_no); END;
CREATE TRIGGER order_beside_something BEFORE INSERT ON order_beside WHEN NEW.fen <= 0
BEGIN SELECT RAISE(ABORT, 'a line beside the price gives at least one fen'); END;
CREATE TRIGGER transfer_period_open BEFORE INSERT ON transfer WHEN EXISTS (SELECT 1 FROM closed_period WHERE period = NEW.period)
BEGIN SELECT RAISE(ABORT, 'the period is closed'); END;

-- Balances move with the transfers and in no other way. Reserve and void only set money aside; post and reverse move it.
CREATE TRIGGER balance_reserve AFTER INSERT ON transfer WHEN NEW.kind = 'reserve'
BEGIN UPDATE balance SET reserved_fen = reserved_fen + NEW.amount_fen WHERE account_id = NEW.debit_account; END;
CREATE TRIGGER balance_void AFTER INSERT ON transfer WHEN NEW.kind = 'void'
BEGIN UPDATE balance SET reserved_fen = reserved_fen - NEW.amount_fen WHERE account_id = NEW.debit_account; END;
CREATE TRIGGER balance_spend_reserved AFTER INSERT ON transfer WHEN NEW.kind = 'post' AND NEW.resolves_id IS NOT NULL
BEGIN UPDATE balance SET reserved_fen = reserved_fen - NEW.amount_fen, balance_fen = balance_fen - NEW.amount_fen WHERE account_id = NEW.debit_account; END;
CREATE TRIGGER balance_spend AFTER INSERT ON transfer WHEN NEW.kind = 'reverse' OR (NEW.kind = 'post' AND NEW.resolves_id IS NULL)
BEGIN UPDATE balance SET balance_fen = balance_fen - NEW.amount_fen WHERE account_id = NEW.debit_account; END;
CREATE TRIGGER balance_receive AFTER INSERT ON transfer WHEN NEW.kind = 'post' OR NEW.kind = 'reverse'
BEGIN UPDATE balance SET balance_fen = balance_fen + NEW.amount_fen WHERE account_id = NEW.credit_account; END;
CREATE TRIGGER balance_floor BEFORE UPDATE ON balance WHEN NEW.balance_fen < NEW.reserved_fen OR NEW.reserved_fen < 0
BEGIN SELECT RAISE(ABORT, 'the balance does not reach'); END;
CREATE TRIGGER balance_starts_empty BEFORE INSERT ON balance WHEN NEW.balance_fen <> 0 OR NEW.reserved_fen <> 0
BEGIN SELECT RAISE(ABORT, 'a balance starts at nothing'); END;
CREATE TRIGGER balance_no_delete BEFORE DELETE ON balance BEGIN SELECT RAISE(ABORT, 'a balance is never removed'); END;
CREATE TRIGGER balance_no_replace BEFORE INSERT ON balance WHEN EXISTS (SELECT 1 FROM balance WHERE account_id = NEW.account_id)
BEGIN SELECT RAISE(ABORT, 'a balance is never removed'); END;

-- Orders: what was agreed never changes, a state moves only along its path, nothing is removed.
-- Who pays what may be judged again before the meal, and then the earlier answer stands in reassessment.
CREATE TRIGGER meal_order_agreed BEFORE UPDATE OF id, meal_run_id, order_no, elder_id, service_date, slot, set_meal_id, mode, price_fen,
  channel, placed_by, placed_at ON meal_order
BEGIN SELECT RAISE(ABORT, 'an order keeps what was agreed'); END;
CREATE TRIGGER meal_order_assessed BEFORE UPDATE OF self_pay_fen, policy_version_id, assessment, assessment_no, pay_by ON meal_order
WHEN OLD.state <> 'placed' OR NEW.assessment_no <> OLD.assessment_no + 1 OR NOT EXISTS (SELECT 1 FROM reassessment
  WHERE order_id = OLD.id AND assessment_no = NEW.assessment_no AND self_pay_before_fen = OLD.self_pay_fen AND self_pay_after_fen = NEW.self_pay_fen)
BEGIN SELECT RAISE(ABORT, 'an order keeps what was agreed'); END;
CREATE TRIGGER meal_order_path BEFORE UPDATE OF state ON meal_order
WHEN NOT ((OLD.state = 'placed' AND NEW.state IN ('cancelled', 'handed_over', 'missed'))
  OR (OLD.state = 'handed_over' AND NEW.state IN ('placed', 'missed')) OR (OLD.state = 'missed' AND NEW.state = 'handed_over'))
BEGIN SELECT RAISE(ABORT, 'an order does not move that way'); END;
CREATE TRIGGER meal_order_no_delete BEFORE DELETE ON meal_order BEGIN SELECT RAISE(ABORT, 'an order is never removed'); END;
CREATE TRIGGER meal_order_no_replace BEFORE INSERT ON meal_order WHEN EXISTS (SELECT 1 FROM meal_order WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM meal_order WHERE meal_run_id = NEW.meal_run_id AND order_no = NEW.order_no)
  OR EXISTS (SELECT 1 FROM meal_order WHERE elder_id = NEW.elder_id AND service_date = NEW.service_date AND slot = NEW.slot AND state <> 'cancelled')
BEGIN SELECT RAISE(ABORT, 'one active order per elder, date and slot'); END;
CREATE TRIGGER meal_order_run_open BEFORE INSERT ON meal_order WHEN NEW.channel <> 'walk_in' AND NOT EXISTS (
  SELECT 1 FROM meal_run WHERE id = NEW.meal_run_id AND state = 'open' AND cutoff_at > NEW.placed_at)
BEGIN SELECT RAISE(ABORT, 'the meal run takes no more orders'); END;

-- Meal runs: open, closed, done, in that order.
CREATE TRIGGER meal_run_path BEFORE UPDATE OF state ON meal_run
WHEN NOT ((OLD.state = 'open' AND NEW.state = 'closed') OR (OLD.state = 'closed' AND NEW.state = 'done'))
BEGIN SELECT RAISE(ABORT, 'a meal run does not move that way'); END;
CREATE TRIGGER meal_run_no_delete BEFORE DELETE ON meal_run BEGIN SELECT RAISE(ABORT, 'a meal run is never removed'); END;
CREATE TRIGGER meal_run_no_replace BEFORE INSERT ON meal_run WHEN EXISTS (SELECT 1 FROM meal_run WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM meal_run WHERE meal_point_id = NEW.meal_point_id AND service_date = NEW.service_date AND slot = NEW.slot)
BEGIN SELECT RAISE(ABORT, 'one meal run per point, date and slot'); END;

-- Dated facts are ended, never overwritten.
CREATE TRIGGER elder_fact_ends_only BEFORE UPDATE ON elder_fact
WHEN OLD.to_date IS NOT NULL OR NEW.to_date IS NULL OR NEW.id <> OLD.id OR NEW.elder_id <> OLD.elder_id OR NEW.kind <> OLD.kind OR NEW.value <> OLD.value
  OR NEW.scale IS NOT OLD.scale OR NEW.from_date <> OLD.from_date OR NEW.source <> OLD.source OR NEW.document IS NOT OLD.document
  OR NEW.recorded_at <> OLD.recorded_at OR NEW.recorded_by <> OLD.recorded_by
BEGIN SELECT RAISE(ABORT, 'a dated fact is ended, never overwritten'); END;
CREATE TRIGGER elder_fact_no_delete BEFORE DELETE ON elder_fact BEGIN SELECT RAISE(ABORT, 'a dated fact is never removed'); END;
CREATE TRIGGER elder_fact_no_replace BEFORE INSERT ON elder_fact WHEN EXISTS (SELECT 1 FROM elder_fact WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a dated fact is never overwritten'); END;
