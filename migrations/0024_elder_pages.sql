-- Cards: who made one, why it ended, what took its place. Whoever holds a card holds one.
ALTER TABLE card ADD COLUMN issued_by TEXT;
CREATE UNIQUE INDEX card_in_use ON card (elder_id) WHERE revoked_at IS NULL;
CREATE TRIGGER card_stays_revoked BEFORE UPDATE OF revoked_at ON card WHEN OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NULL
BEGIN SELECT RAISE(ABORT, 'a revoked card stays revoked'); END;

CREATE TABLE card_revocation (
  card_id TEXT PRIMARY KEY NOT NULL REFERENCES card (id),
  revoked_at INTEGER NOT NULL,
  revoked_by TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER card_revocation_no_update BEFORE UPDATE ON card_revocation BEGIN SELECT RAISE(ABORT, 'card_revocation is append-only'); END;
CREATE TRIGGER card_revocation_no_delete BEFORE DELETE ON card_revocation BEGIN SELECT RAISE(ABORT, 'card_revocation is append-only'); END;
CREATE TRIGGER card_revocation_no_replace BEFORE INSERT ON card_revocation WHEN EXISTS (SELECT 1 FROM card_revocation WHERE card_id = NEW.card_id)
BEGIN SELECT RAISE(ABORT, 'card_revocation is append-only'); END;
