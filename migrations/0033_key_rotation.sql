-- Changing the vault's key: what is sealed under the last one is sealed anew, row by row, while everything stays readable.

-- One row for each pair of keys, by their names (src/vault.ts). at_column and after: where to go on ('' and [] at the beginning of a pass);
-- pass_resealed: what this pass has sealed anew; rested_at: when a whole pass last changed nothing.
CREATE TABLE key_rotation (
  from_key TEXT NOT NULL,
  to_key TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  at_column TEXT NOT NULL,
  after TEXT NOT NULL,
  pass_resealed INTEGER NOT NULL CHECK (pass_resealed >= 0),
  resealed INTEGER NOT NULL CHECK (resealed >= 0),
  rested_at INTEGER,
  PRIMARY KEY (from_key, to_key),
  CHECK (from_key <> to_key)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER key_rotation_keeps BEFORE UPDATE OF from_key, to_key, started_at ON key_rotation BEGIN SELECT RAISE(ABORT, 'a key rotation keeps its keys'); END;
CREATE TRIGGER key_rotation_no_delete BEFORE DELETE ON key_rotation BEGIN SELECT RAISE(ABORT, 'a key rotation is never removed'); END;
CREATE TRIGGER key_rotation_no_replace BEFORE INSERT ON key_rotation WHEN EXISTS (SELECT 1 FROM key_rotation WHERE from_key = NEW.from_key AND to_key = NEW.to_key)
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint: a key rotation is written once'); END;

-- A row that is written once keeps every word. What is sealed may change in one way only: from the key that a rotation retires to the key
-- that it brings in. (That the words under it are the same, only the vault can see.)
DROP TRIGGER print_run_no_update;
CREATE TRIGGER print_run_no_update BEFORE UPDATE OF id, meal_point_id, number, meal_run_id, kind, printed_at, printed_by, content_hash ON print_run
BEGIN SELECT RAISE(ABORT, 'print_run is append-only'); END;
CREATE TRIGGER print_run_resealed BEFORE UPDATE OF content_sealed ON print_run
WHEN NOT EXISTS (SELECT 1 FROM key_rotation WHERE from_key = substr(OLD.content_sealed, 1, 9) AND to_key = substr(NEW.content_sealed, 1, 9))
BEGIN SELECT RAISE(ABORT, 'print_run is append-only'); END;
CREATE TRIGGER print_run_lines_resealed BEFORE UPDATE OF lines_sealed ON print_run
WHEN NOT EXISTS (SELECT 1 FROM key_rotation WHERE from_key = substr(OLD.lines_sealed, 1, 9) AND to_key = substr(NEW.lines_sealed, 1, 9))
BEGIN SELECT RAISE(ABORT, 'print_run is append-only'); END;

DROP TRIGGER application_paper_no_update;
CREATE TRIGGER application_paper_no_update BEFORE UPDATE OF application_id, position, kind, paper_date, original, seen_at, seen_by ON application_paper
BEGIN SELECT RAISE(ABORT, 'application_paper is append-only'); END;
CREATE TRIGGER application_paper_resealed BEFORE UPDATE OF number_sealed ON application_paper
WHEN NOT EXISTS (SELECT 1 FROM key_rotation WHERE from_key = substr(OLD.number_sealed, 1, 9) AND to_key = substr(NEW.number_sealed, 1, 9))
BEGIN SELECT RAISE(ABORT, 'application_paper is append-only'); END;

DROP TRIGGER roster_contact_no_update;
CREATE TRIGGER roster_contact_no_update BEFORE UPDATE OF roster_id, row_no, field, elder_id, taken_at, taken_by ON roster_contact
BEGIN SELECT RAISE(ABORT, 'roster_contact is append-only'); END;
CREATE TRIGGER roster_contact_resealed BEFORE UPDATE OF was_sealed ON roster_contact
WHEN NOT EXISTS (SELECT 1 FROM key_rotation WHERE from_key = substr(OLD.was_sealed, 1, 9) AND to_key = substr(NEW.was_sealed, 1, 9))
BEGIN SELECT RAISE(ABORT, 'roster_contact is append-only'); END;

DROP TRIGGER roster_row_no_update;
CREATE TRIGGER roster_row_no_update BEFORE UPDATE OF roster_id, row_no, name, id_number_index, value, from_date, phone_index, problems ON roster_row
BEGIN SELECT RAISE(ABORT, 'roster_row is append-only'); END;
CREATE TRIGGER roster_row_id_resealed BEFORE UPDATE OF id_number_sealed ON roster_row
WHEN NOT EXISTS (SELECT 1 FROM key_rotation WHERE from_key = substr(OLD.id_number_sealed, 1, 9) AND to_key = substr(NEW.id_number_sealed, 1, 9))
BEGIN SELECT RAISE(ABORT, 'roster_row is append-only'); END;
CREATE TRIGGER roster_row_phone_resealed BEFORE UPDATE OF phone_sealed ON roster_row
WHEN NOT EXISTS (SELECT 1 FROM key_rotation WHERE from_key = substr(OLD.phone_sealed, 1, 9) AND to_key = substr(NEW.phone_sealed, 1, 9))
BEGIN SELECT RAISE(ABORT, 'roster_row is append-only'); END;
CREATE TRIGGER roster_row_address_resealed BEFORE UPDATE OF address_sealed ON roster_row
WHEN NOT EXISTS (SELECT 1 FROM key_rotation WHERE from_key = substr(OLD.address_sealed, 1, 9) AND to_key = substr(NEW.address_sealed, 1, 9))
BEGIN SELECT RAISE(ABORT, 'roster_row is append-only'); END;

DROP TRIGGER sign_in_code_once;
CREATE TRIGGER sign_in_code_once BEFORE UPDATE OF id, phone_index, code_date, expires_at, tries, used_at ON sign_in_code WHEN OLD.used_at IS NOT NULL OR NEW.tries NOT IN (OLD.tries, OLD.tries + 1)
  OR NEW.id <> OLD.id OR NEW.phone_index <> OLD.phone_index OR NEW.code_date <> OLD.code_date OR NEW.expires_at <> OLD.expires_at
BEGIN SELECT RAISE(ABORT, 'a code is used once'); END;
CREATE TRIGGER sign_in_code_resealed BEFORE UPDATE OF phone_sealed ON sign_in_code
WHEN NOT EXISTS (SELECT 1 FROM key_rotation WHERE from_key = substr(OLD.phone_sealed, 1, 9) AND to_key = substr(NEW.phone_sealed, 1, 9))
BEGIN SELECT RAISE(ABORT, 'a code is used once'); END;

-- An application that is not checked yet may still be written anew.
DROP TRIGGER application_checked;
CREATE TRIGGER application_checked BEFORE UPDATE OF kind, value, village_code, name, id_number_index, phone_index, registered_division, registered_place, meal_point_id ON application
WHEN OLD.state NOT IN ('requested', 'submitted', 'returned')
BEGIN SELECT RAISE(ABORT, 'an application keeps what was checked'); END;
CREATE TRIGGER application_id_resealed BEFORE UPDATE OF id_number_sealed ON application WHEN OLD.state NOT IN ('requested', 'submitted', 'returned')
  AND NOT EXISTS (SELECT 1 FROM key_rotation WHERE from_key = substr(OLD.id_number_sealed, 1, 9) AND to_key = substr(NEW.id_number_sealed, 1, 9))
BEGIN SELECT RAISE(ABORT, 'an application keeps what was checked'); END;
CREATE TRIGGER application_phone_resealed BEFORE UPDATE OF phone_sealed ON application WHEN OLD.state NOT IN ('requested', 'submitted', 'returned')
  AND NOT EXISTS (SELECT 1 FROM key_rotation WHERE from_key = substr(OLD.phone_sealed, 1, 9) AND to_key = substr(NEW.phone_sealed, 1, 9))
BEGIN SELECT RAISE(ABORT, 'an application keeps what was checked'); END;
CREATE TRIGGER application_address_resealed BEFORE UPDATE OF address_sealed ON application WHEN OLD.state NOT IN ('requested', 'submitted', 'returned')
  AND NOT EXISTS (SELECT 1 FROM key_rotation WHERE from_key = substr(OLD.address_sealed, 1, 9) AND to_key = substr(NEW.address_sealed, 1, 9))
BEGIN SELECT RAISE(ABORT, 'an application keeps what was checked'); END;
