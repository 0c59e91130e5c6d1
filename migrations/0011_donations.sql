-- Donations into funds that pay for meals, and the county's own payers and categories: added, renamed, and removed while nobody uses them.

-- number: the county's one series of receipts. donor: null where nobody said a name; anonymous = 1: no ledger that leaves the office names
-- them. The transfer's event is the donation's id.
CREATE TABLE donation (
  id TEXT PRIMARY KEY NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  payer_code TEXT NOT NULL REFERENCES payer (code),
  donor TEXT,
  anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
  way TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  received_date TEXT NOT NULL,
  note TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  recorded_by TEXT NOT NULL,
  CHECK (donor IS NOT NULL OR anonymous = 1)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX donation_number ON donation (number);
CREATE INDEX donation_by_payer ON donation (payer_code, number);

-- A donation taken back whole, by another person. shown_hash: of exactly what stood on the page.
CREATE TABLE donation_reversal (
  donation_id TEXT PRIMARY KEY NOT NULL REFERENCES donation (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  shown_hash TEXT NOT NULL,
  reversed_at INTEGER NOT NULL,
  reversed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a payer or a category was called, and why it is called otherwise since. kind: payer, category.
CREATE TABLE label_change (
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  was TEXT NOT NULL,
  name TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  PRIMARY KEY (kind, code, number)
) STRICT, WITHOUT ROWID;

-- What a fund has bought, month by month. Only new rows cost it a write: meals and fen are no part of it.
CREATE INDEX month_total_by_payer ON month_total (payer_code, month);

CREATE TRIGGER donation_no_update BEFORE UPDATE ON donation BEGIN SELECT RAISE(ABORT, 'donation is append-only'); END;
CREATE TRIGGER donation_no_delete BEFORE DELETE ON donation BEGIN SELECT RAISE(ABORT, 'donation is append-only'); END;
CREATE TRIGGER donation_no_replace BEFORE INSERT ON donation WHEN EXISTS (SELECT 1 FROM donation WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM donation WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'donation is append-only'); END;

CREATE TRIGGER donation_reversal_no_update BEFORE UPDATE ON donation_reversal BEGIN SELECT RAISE(ABORT, 'donation_reversal is append-only'); END;
CREATE TRIGGER donation_reversal_no_delete BEFORE DELETE ON donation_reversal BEGIN SELECT RAISE(ABORT, 'donation_reversal is append-only'); END;
CREATE TRIGGER donation_reversal_no_replace BEFORE INSERT ON donation_reversal WHEN EXISTS (SELECT 1 FROM donation_reversal WHERE donation_id = NEW.donation_id)
BEGIN SELECT RAISE(ABORT, 'donation_reversal is append-only'); END;

CREATE TRIGGER label_change_no_update BEFORE UPDATE ON label_change BEGIN SELECT RAISE(ABORT, 'label_change is append-only'); END;
CREATE TRIGGER label_change_no_delete BEFORE DELETE ON label_change BEGIN SELECT RAISE(ABORT, 'label_change is append-only'); END;
CREATE TRIGGER label_change_no_replace BEFORE INSERT ON label_change WHEN EXISTS (SELECT 1 FROM label_change WHERE kind = NEW.kind AND code = NEW.code AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'label_change is append-only'); END;

-- A number that is taken is refused above; here one that would leave a gap.
CREATE TRIGGER donation_in_turn BEFORE INSERT ON donation WHEN NEW.number < 1 OR NEW.number > 1 + coalesce((SELECT max(number) FROM donation), 0)
BEGIN SELECT RAISE(ABORT, 'donations are numbered in turn'); END;
CREATE TRIGGER donation_positive BEFORE INSERT ON donation WHEN NEW.amount_fen <= 0
BEGIN SELECT RAISE(ABORT, 'a donation gives at least one fen'); END;
CREATE TRIGGER donation_to_fund BEFORE INSERT ON donation WHEN NOT EXISTS (SELECT 1 FROM payer WHERE code = NEW.payer_code AND funded = 1)
BEGIN SELECT RAISE(ABORT, 'a donation goes to a fund'); END;
CREATE TRIGGER donation_reversal_by_another BEFORE INSERT ON donation_reversal
BEGIN SELECT RAISE(ABORT, 'another person takes a donation back') WHERE EXISTS (SELECT 1 FROM donation WHERE id = NEW.donation_id AND recorded_by = NEW.reversed_by); END;

-- A fund gets money by donations and gives it for meals; what is taken back goes where it came from.
CREATE TRIGGER transfer_into_fund BEFORE INSERT ON transfer
WHEN NEW.order_id IS NULL AND NEW.kind = 'post' AND EXISTS (SELECT 1 FROM payer WHERE funded = 1 AND 'payer:' || code = NEW.credit_account)
BEGIN SELECT RAISE(ABORT, 'money comes into a fund by a donation')
  WHERE NOT EXISTS (SELECT 1 FROM donation d WHERE d.id = NEW.event_id AND 'payer:' || d.payer_code = NEW.credit_account AND d.amount_fen = NEW.amount_fen
      AND NEW.debit_account GLOB iif(d.way = 'cash', 'office_cash:*', 'bank:*'))
    OR EXISTS (SELECT 1 FROM transfer WHERE order_id IS NULL AND event_id = NEW.event_id AND kind = 'post'); END;
CREATE TRIGGER transfer_out_of_fund BEFORE INSERT ON transfer
WHEN NEW.order_id IS NULL AND EXISTS (SELECT 1 FROM payer WHERE funded = 1 AND 'payer:' || code = NEW.debit_account)
BEGIN SELECT RAISE(ABORT, 'a fund pays for meals, or gives a donation back')
  WHERE NEW.kind <> 'reverse' OR NOT EXISTS (SELECT 1 FROM transfer p JOIN donation_reversal r ON r.donation_id = p.event_id WHERE p.id = NEW.resolves_id); END;
-- A payer that is billed must not come to a stop because somebody gave it a balance.
CREATE TRIGGER balance_of_purse_or_fund BEFORE INSERT ON balance
BEGIN SELECT RAISE(ABORT, 'only a purse and a fund have a balance')
  WHERE NOT EXISTS (SELECT 1 FROM account WHERE id = NEW.account_id AND (kind = 'prepaid' OR id IN (SELECT 'payer:' || code FROM payer WHERE funded = 1))); END;

-- Payers and categories: orders, facts and policies name them by code. A name changes with its reason, nothing that is used is removed.
CREATE TRIGGER payer_no_replace BEFORE INSERT ON payer WHEN EXISTS (SELECT 1 FROM payer WHERE code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'guard failed: the payer is there'); END;
CREATE TRIGGER payer_keeps BEFORE UPDATE OF code, funded ON payer
BEGIN SELECT RAISE(ABORT, 'a payer keeps its code and its kind'); END;
CREATE TRIGGER payer_renamed BEFORE UPDATE OF name ON payer WHEN NOT EXISTS (SELECT 1 FROM label_change WHERE kind = 'payer' AND code = OLD.code AND was = OLD.name AND name = NEW.name
  AND number = (SELECT max(number) FROM label_change WHERE kind = 'payer' AND code = OLD.code))
BEGIN SELECT RAISE(ABORT, 'a name changes with its reason'); END;
CREATE TRIGGER payer_no_delete BEFORE DELETE ON payer
WHEN OLD.code IN ('elder', 'discount', 'operator_concession') OR EXISTS (SELECT 1 FROM account WHERE id = 'payer:' || OLD.code)
BEGIN SELECT RAISE(ABORT, 'a payer that is used is never removed'); END;

CREATE TRIGGER category_no_replace BEFORE INSERT ON category WHEN EXISTS (SELECT 1 FROM category WHERE code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'guard failed: the category is there'); END;
CREATE TRIGGER category_keeps BEFORE UPDATE OF code ON category
BEGIN SELECT RAISE(ABORT, 'a category keeps its code'); END;
CREATE TRIGGER category_renamed BEFORE UPDATE OF name ON category WHEN NOT EXISTS (SELECT 1 FROM label_change WHERE kind = 'category' AND code = OLD.code AND was = OLD.name AND name = NEW.name
  AND number = (SELECT max(number) FROM label_change WHERE kind = 'category' AND code = OLD.code))
BEGIN SELECT RAISE(ABORT, 'a name changes with its reason'); END;
CREATE TRIGGER category_no_delete BEFORE DELETE ON category
WHEN EXISTS (SELECT 1 FROM elder_fact WHERE kind = 'category' AND value = OLD.code) OR EXISTS (SELECT 1 FROM application WHERE kind = 'category' AND value = OLD.code)
BEGIN SELECT RAISE(ABORT, 'a category that is used is never removed'); END;
