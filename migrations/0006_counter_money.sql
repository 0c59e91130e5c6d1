-- Money at the counter: receipts for cash paid in and given back, what two people decide, and the cash box shift by shift.

-- What an operator may take and hold for one elder, and up to what one person alone may give back. The latest row holds; source names
-- the paper that says so. An operator without a row takes no prepaid money.
CREATE TABLE prepaid_rule (
  operator_id TEXT NOT NULL REFERENCES operator (id),
  set_at INTEGER NOT NULL,
  top_up_most_fen INTEGER NOT NULL CHECK (top_up_most_fen > 0),
  held_most_fen INTEGER NOT NULL CHECK (held_most_fen > 0),
  refund_alone_most_fen INTEGER NOT NULL CHECK (refund_alone_most_fen >= 0),
  source TEXT NOT NULL,
  set_by TEXT NOT NULL,
  PRIMARY KEY (operator_id, set_at)
) STRICT, WITHOUT ROWID;

-- What one person asks for and another decides: a refund above the limit, or a balance that goes to another operator. balance_fen:
-- what stood on the account when it was asked for.
CREATE TABLE money_request (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  elder_id TEXT NOT NULL REFERENCES elder (id),
  operator_id TEXT NOT NULL REFERENCES operator (id),
  meal_point_id TEXT REFERENCES meal_point (id),
  to_operator_id TEXT REFERENCES operator (id),
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  balance_fen INTEGER NOT NULL,
  reason TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  requested_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX money_request_by_elder ON money_request (elder_id);

-- shown_hash: of exactly what stood on the page of whoever decided.
CREATE TABLE money_decision (
  request_id TEXT PRIMARY KEY NOT NULL REFERENCES money_request (id),
  outcome TEXT NOT NULL,
  decided_at INTEGER NOT NULL,
  decided_by TEXT NOT NULL,
  shown_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- number: the point's own running number. counterpart: who paid the cash in, or got it back. The transfer's event is the receipt's id.
CREATE TABLE receipt (
  id TEXT PRIMARY KEY NOT NULL,
  meal_point_id TEXT NOT NULL REFERENCES meal_point (id),
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  elder_id TEXT NOT NULL REFERENCES elder (id),
  operator_id TEXT NOT NULL REFERENCES operator (id),
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  balance_before_fen INTEGER NOT NULL,
  balance_after_fen INTEGER NOT NULL CHECK (balance_after_fen >= 0),
  counterpart TEXT NOT NULL,
  reason TEXT NOT NULL,
  request_id TEXT REFERENCES money_request (id),
  at INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX receipt_number ON receipt (meal_point_id, number);

-- ── The cash box ───────────────────────────────────────────────────────────────────────────────────
CREATE TABLE shift (
  meal_point_id TEXT NOT NULL REFERENCES meal_point (id),
  number INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  opening_fen INTEGER NOT NULL CHECK (opening_fen >= 0),
  opening_note TEXT NOT NULL,
  PRIMARY KEY (meal_point_id, number)
) STRICT, WITHOUT ROWID;

-- The figures as they stood at closing; the entries behind them stay where they are.
CREATE TABLE shift_closing (
  meal_point_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  closed_at INTEGER NOT NULL,
  closed_by TEXT NOT NULL,
  before_opening_fen INTEGER NOT NULL,
  meals_fen INTEGER NOT NULL,
  top_ups_fen INTEGER NOT NULL,
  refunds_fen INTEGER NOT NULL,
  undone_fen INTEGER NOT NULL,
  other_fen INTEGER NOT NULL,
  expected_fen INTEGER NOT NULL,
  counted_fen INTEGER NOT NULL CHECK (counted_fen >= 0),
  explanation TEXT NOT NULL,
  PRIMARY KEY (meal_point_id, number),
  FOREIGN KEY (meal_point_id, number) REFERENCES shift (meal_point_id, number),
  CHECK (counted_fen = expected_fen OR explanation <> '')
) STRICT, WITHOUT ROWID;

CREATE TABLE shift_review (
  meal_point_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  seen_by TEXT NOT NULL,
  PRIMARY KEY (meal_point_id, number),
  FOREIGN KEY (meal_point_id, number) REFERENCES shift_closing (meal_point_id, number)
) STRICT, WITHOUT ROWID;

-- Every movement of a cash box belongs to one shift: the one that is open, or else the next one. A trigger says so at the moment the
-- transfer is written, so nothing that takes cash can forget it and nothing can slip between two shifts.
CREATE TABLE cash_entry (
  transfer_id TEXT NOT NULL REFERENCES transfer (id),
  meal_point_id TEXT NOT NULL REFERENCES meal_point (id),
  shift_number INTEGER NOT NULL,
  before_opening INTEGER NOT NULL CHECK (before_opening IN (0, 1)),
  PRIMARY KEY (transfer_id, meal_point_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX cash_entry_by_shift ON cash_entry (meal_point_id, shift_number);

CREATE TRIGGER cash_entry_made AFTER INSERT ON transfer WHEN NEW.kind IN ('post', 'reverse') AND (NEW.debit_account GLOB 'cash:*' OR NEW.credit_account GLOB 'cash:*')
BEGIN INSERT INTO cash_entry (transfer_id, meal_point_id, shift_number, before_opening)
  SELECT NEW.id, p.id, p.number, NOT EXISTS (SELECT 1 FROM shift s WHERE s.meal_point_id = p.id AND s.number = p.number)
  FROM (SELECT a.owner_id AS id, 1 + coalesce((SELECT max(c.number) FROM shift_closing c WHERE c.meal_point_id = a.owner_id), 0) AS number
    FROM account a WHERE a.id IN (NEW.debit_account, NEW.credit_account) AND a.kind = 'cash') p; END;
CREATE TRIGGER cash_entry_of_now BEFORE INSERT ON cash_entry
WHEN NEW.shift_number <> 1 + coalesce((SELECT max(number) FROM shift_closing WHERE meal_point_id = NEW.meal_point_id), 0)
BEGIN SELECT RAISE(ABORT, 'cash goes into the shift of now'); END;
CREATE TRIGGER shift_one_at_a_time BEFORE INSERT ON shift
WHEN NEW.number <> 1 + coalesce((SELECT max(number) FROM shift_closing WHERE meal_point_id = NEW.meal_point_id), 0)
BEGIN SELECT RAISE(ABORT, 'one shift at a time'); END;
CREATE TRIGGER shift_closing_adds_up BEFORE INSERT ON shift_closing
WHEN NEW.expected_fen <> (SELECT opening_fen FROM shift WHERE meal_point_id = NEW.meal_point_id AND number = NEW.number)
  + (SELECT coalesce(sum(t.amount_fen * (2 * (t.debit_account = 'cash:' || e.meal_point_id) - 1)), 0) FROM cash_entry e JOIN transfer t ON t.id = e.transfer_id
    WHERE e.meal_point_id = NEW.meal_point_id AND e.shift_number = NEW.number AND e.before_opening = 0)
BEGIN SELECT RAISE(ABORT, 'a shift adds up'); END;
CREATE TRIGGER money_decision_by_another BEFORE INSERT ON money_decision WHEN NEW.outcome = 'approved'
BEGIN SELECT RAISE(ABORT, 'another person approves') WHERE EXISTS (SELECT 1 FROM money_request WHERE id = NEW.request_id AND requested_by = NEW.decided_by); END;
CREATE TRIGGER shift_review_by_another BEFORE INSERT ON shift_review
BEGIN SELECT RAISE(ABORT, 'another person looks') WHERE EXISTS (SELECT 1 FROM shift_closing WHERE meal_point_id = NEW.meal_point_id AND number = NEW.number AND closed_by = NEW.seen_by); END;

-- What an elder's prepaid account held on any day is summed from these.
CREATE INDEX transfer_into_prepaid ON transfer (credit_account, at) WHERE credit_account >= 'prepaid:' AND credit_account < 'prepaid;';
CREATE INDEX transfer_out_of_prepaid ON transfer (debit_account, at) WHERE debit_account >= 'prepaid:' AND debit_account < 'prepaid;';

CREATE TRIGGER prepaid_rule_no_update BEFORE UPDATE ON prepaid_rule BEGIN SELECT RAISE(ABORT, 'prepaid_rule is append-only'); END;
CREATE TRIGGER prepaid_rule_no_delete BEFORE DELETE ON prepaid_rule BEGIN SELECT RAISE(ABORT, 'prepaid_rule is append-only'); END;
CREATE TRIGGER prepaid_rule_no_replace BEFORE INSERT ON prepaid_rule WHEN EXISTS (SELECT 1 FROM prepaid_rule WHERE operator_id = NEW.operator_id AND set_at = NEW.set_at)
BEGIN SELECT RAISE(ABORT, 'prepaid_rule is append-only'); END;

CREATE TRIGGER money_request_no_update BEFORE UPDATE ON money_request BEGIN SELECT RAISE(ABORT, 'money_request is append-only'); END;
CREATE TRIGGER money_request_no_delete BEFORE DELETE ON money_request BEGIN SELECT RAISE(ABORT, 'money_request is append-only'); END;
CREATE TRIGGER money_request_no_replace BEFORE INSERT ON money_request WHEN EXISTS (SELECT 1 FROM money_request WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'money_request is append-only'); END;

CREATE TRIGGER money_decision_no_update BEFORE UPDATE ON money_decision BEGIN SELECT RAISE(ABORT, 'money_decision is append-only'); END;
CREATE TRIGGER money_decision_no_delete BEFORE DELETE ON money_decision BEGIN SELECT RAISE(ABORT, 'money_decision is append-only'); END;
CREATE TRIGGER money_decision_no_replace BEFORE INSERT ON money_decision WHEN EXISTS (SELECT 1 FROM money_decision WHERE request_id = NEW.request_id)
BEGIN SELECT RAISE(ABORT, 'money_decision is append-only'); END;

CREATE TRIGGER receipt_no_update BEFORE UPDATE ON receipt BEGIN SELECT RAISE(ABORT, 'receipt is append-only'); END;
CREATE TRIGGER receipt_no_delete BEFORE DELETE ON receipt BEGIN SELECT RAISE(ABORT, 'receipt is append-only'); END;
CREATE TRIGGER receipt_no_replace BEFORE INSERT ON receipt WHEN EXISTS (SELECT 1 FROM receipt WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM receipt WHERE meal_point_id = NEW.meal_point_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'receipt is append-only'); END;

CREATE TRIGGER shift_no_update BEFORE UPDATE ON shift BEGIN SELECT RAISE(ABORT, 'shift is append-only'); END;
CREATE TRIGGER shift_no_delete BEFORE DELETE ON shift BEGIN SELECT RAISE(ABORT, 'shift is append-only'); END;
CREATE TRIGGER shift_no_replace BEFORE INSERT ON shift WHEN EXISTS (SELECT 1 FROM shift WHERE meal_point_id = NEW.meal_point_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'shift is append-only'); END;

CREATE TRIGGER shift_closing_no_update BEFORE UPDATE ON shift_closing BEGIN SELECT RAISE(ABORT, 'shift_closing is append-only'); END;
CREATE TRIGGER shift_closing_no_delete BEFORE DELETE ON shift_closing BEGIN SELECT RAISE(ABORT, 'shift_closing is append-only'); END;
CREATE TRIGGER shift_closing_no_replace BEFORE INSERT ON shift_closing WHEN EXISTS (SELECT 1 FROM shift_closing WHERE meal_point_id = NEW.meal_point_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'shift_closing is append-only'); END;

CREATE TRIGGER shift_review_no_update BEFORE UPDATE ON shift_review BEGIN SELECT RAISE(ABORT, 'shift_review is append-only'); END;
CREATE TRIGGER shift_review_no_delete BEFORE DELETE ON shift_review BEGIN SELECT RAISE(ABORT, 'shift_review is append-only'); END;
CREATE TRIGGER shift_review_no_replace BEFORE INSERT ON shift_review WHEN EXISTS (SELECT 1 FROM shift_review WHERE meal_point_id = NEW.meal_point_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'shift_review is append-only'); END;

CREATE TRIGGER cash_entry_no_update BEFORE UPDATE ON cash_entry BEGIN SELECT RAISE(ABORT, 'cash_entry is append-only'); END;
CREATE TRIGGER cash_entry_no_delete BEFORE DELETE ON cash_entry BEGIN SELECT RAISE(ABORT, 'cash_entry is append-only'); END;
CREATE TRIGGER cash_entry_no_replace BEFORE INSERT ON cash_entry WHEN EXISTS (SELECT 1 FROM cash_entry WHERE transfer_id = NEW.transfer_id AND meal_point_id = NEW.meal_point_id)
BEGIN SELECT RAISE(ABORT, 'cash_entry is append-only'); END;
