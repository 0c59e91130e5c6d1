-- Every order asks which payers can run out; mostly none.
CREATE INDEX payer_funded ON payer (code) WHERE funded = 1;
