-- One claim taken back by two people: the first says why, the second confirms exactly what was shown.

-- hand_over_id: the claim that is meant; a hand-over recorded anew is another one. note: the paper or the finding behind it.
CREATE TABLE claim_request (
  id TEXT PRIMARY KEY NOT NULL,
  hand_over_id TEXT NOT NULL REFERENCES hand_over (id),
  order_id TEXT NOT NULL REFERENCES meal_order (id),
  reason TEXT NOT NULL,
  note TEXT NOT NULL CHECK (note <> ''),
  requested_at INTEGER NOT NULL,
  requested_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_request_by_order ON claim_request (order_id);

-- shown_hash: of exactly what stood on the page of whoever decided.
CREATE TABLE claim_decision (
  request_id TEXT PRIMARY KEY NOT NULL REFERENCES claim_request (id),
  outcome TEXT NOT NULL,
  decided_at INTEGER NOT NULL,
  decided_by TEXT NOT NULL,
  shown_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER claim_decision_by_another BEFORE INSERT ON claim_decision WHEN NEW.outcome = 'confirmed'
BEGIN SELECT RAISE(ABORT, 'another person confirms') WHERE EXISTS (SELECT 1 FROM claim_request WHERE id = NEW.request_id AND requested_by = NEW.decided_by); END;

CREATE TRIGGER claim_request_no_update BEFORE UPDATE ON claim_request BEGIN SELECT RAISE(ABORT, 'claim_request is append-only'); END;
CREATE TRIGGER claim_request_no_delete BEFORE DELETE ON claim_request BEGIN SELECT RAISE(ABORT, 'claim_request is append-only'); END;
CREATE TRIGGER claim_request_no_replace BEFORE INSERT ON claim_request WHEN EXISTS (SELECT 1 FROM claim_request WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'claim_request is append-only'); END;

CREATE TRIGGER claim_decision_no_update BEFORE UPDATE ON claim_decision BEGIN SELECT RAISE(ABORT, 'claim_decision is append-only'); END;
CREATE TRIGGER claim_decision_no_delete BEFORE DELETE ON claim_decision BEGIN SELECT RAISE(ABORT, 'claim_decision is append-only'); END;
CREATE TRIGGER claim_decision_no_replace BEFORE INSERT ON claim_decision WHEN EXISTS (SELECT 1 FROM claim_decision WHERE request_id = NEW.request_id)
BEGIN SELECT RAISE(ABORT, 'claim_decision is append-only'); END;

-- Limits, and the books checked at night, ask of an order whether it was taken back.
CREATE INDEX claim_reversal_by_order ON claim_reversal (order_id);
