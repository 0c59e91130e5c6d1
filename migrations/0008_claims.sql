-- Claims taken back, and what a closed month was closed on.

-- Late news (a death, a paper that was wrong) takes a claim back in the month that is open: period. What was written stays, this row points
-- at the hand-over. reason: a code; note: the paper or the finding behind it.
CREATE TABLE claim_reversal (
  hand_over_id TEXT PRIMARY KEY NOT NULL REFERENCES hand_over (id),
  order_id TEXT NOT NULL REFERENCES meal_order (id),
  reversed_at INTEGER NOT NULL,
  reversed_by TEXT NOT NULL,
  period TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_reversal_by_period ON claim_reversal (period);

CREATE TRIGGER claim_reversal_no_update BEFORE UPDATE ON claim_reversal BEGIN SELECT RAISE(ABORT, 'claim_reversal is append-only'); END;
CREATE TRIGGER claim_reversal_no_delete BEFORE DELETE ON claim_reversal BEGIN SELECT RAISE(ABORT, 'claim_reversal is append-only'); END;
CREATE TRIGGER claim_reversal_no_replace BEFORE INSERT ON claim_reversal WHEN EXISTS (SELECT 1 FROM claim_reversal WHERE hand_over_id = NEW.hand_over_id)
BEGIN SELECT RAISE(ABORT, 'claim_reversal is append-only'); END;
-- Only a claim that stands is taken back, into a month that is open; and then its hand-over is not taken back as well.
CREATE TRIGGER claim_reversal_of_claim BEFORE INSERT ON claim_reversal
BEGIN SELECT RAISE(ABORT, 'only a claim that stands is reversed')
  WHERE NOT EXISTS (SELECT 1 FROM hand_over WHERE id = NEW.hand_over_id AND order_id = NEW.order_id)
    OR EXISTS (SELECT 1 FROM hand_over_undo WHERE hand_over_id = NEW.hand_over_id); END;
CREATE TRIGGER claim_reversal_period_open BEFORE INSERT ON claim_reversal WHEN EXISTS (SELECT 1 FROM closed_period WHERE period = NEW.period)
BEGIN SELECT RAISE(ABORT, 'the period is closed'); END;
CREATE TRIGGER hand_over_undo_of_claim BEFORE INSERT ON hand_over_undo WHEN EXISTS (SELECT 1 FROM claim_reversal WHERE hand_over_id = NEW.hand_over_id)
BEGIN SELECT RAISE(ABORT, 'the claim is reversed'); END;

-- Who is in every county: the elder, and the shop that takes something off its own price. A line of a split may name them.
INSERT INTO payer (code, name, position) VALUES ('discount', '店里优惠', 97), ('operator_concession', '店里让利', 98), ('elder', '本人自付', 99);
