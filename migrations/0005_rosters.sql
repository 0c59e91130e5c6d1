-- Rosters: lists of categories, ability levels, disability grades and deaths, imported from files. What was read, what it would change
-- and who applied it are written once. ID numbers, phones and addresses are sealed, as everywhere.

-- The county's own words for its categories: 城市低保 is the category 低保. The latest entry of a word counts.
CREATE TABLE category_word (
  id TEXT PRIMARY KEY NOT NULL,
  word TEXT NOT NULL,
  category_code TEXT NOT NULL REFERENCES category (code),
  added_at INTEGER NOT NULL,
  added_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX category_word_by_word ON category_word (word, added_at);

-- sheet_name: which sheet of a workbook was read; other_sheets: how many were not.
-- covers: JSON list of the categories that the list is about. whole = 1: who is not on it no longer is what it lists.
CREATE TABLE roster (
  id TEXT PRIMARY KEY NOT NULL,
  division_code TEXT NOT NULL REFERENCES division (code),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  document_no TEXT NOT NULL,
  document_date TEXT NOT NULL,
  as_of_date TEXT NOT NULL,
  whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
  covers TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  sheet_name TEXT,
  other_sheets INTEGER NOT NULL,
  ignored_columns TEXT NOT NULL,
  skipped_rows TEXT NOT NULL,
  uploaded_at INTEGER NOT NULL,
  uploaded_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX roster_by_time ON roster (uploaded_at);

-- id_number_sealed holds the cell's text where it could not be read: then the index is null. problems: JSON.
CREATE TABLE roster_row (
  roster_id TEXT NOT NULL REFERENCES roster (id),
  row_no INTEGER NOT NULL,
  name TEXT NOT NULL,
  id_number_sealed TEXT NOT NULL,
  id_number_index TEXT,
  value TEXT NOT NULL,
  from_date TEXT,
  phone_sealed TEXT,
  phone_index TEXT,
  address_sealed TEXT,
  problems TEXT NOT NULL,
  PRIMARY KEY (roster_id, row_no)
) STRICT, WITHOUT ROWID;

-- A preview: what the list would change in what was known then. Made again when that has changed; the latest one counts.
CREATE TABLE roster_plan (
  roster_id TEXT NOT NULL REFERENCES roster (id),
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  counts TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  PRIMARY KEY (roster_id, number)
) STRICT, WITHOUT ROWID;

-- row_no is null where somebody on our books is not on the list. ends, problems, notes, differs: JSON.
CREATE TABLE roster_line (
  roster_id TEXT NOT NULL,
  plan_no INTEGER NOT NULL,
  position INTEGER NOT NULL,
  row_no INTEGER,
  elder_id TEXT REFERENCES elder (id),
  action TEXT NOT NULL,
  value TEXT,
  from_date TEXT,
  ends TEXT NOT NULL,
  ends_on TEXT,
  problems TEXT NOT NULL,
  notes TEXT NOT NULL,
  differs TEXT NOT NULL,
  PRIMARY KEY (roster_id, plan_no, position),
  FOREIGN KEY (roster_id, plan_no) REFERENCES roster_plan (roster_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE roster_application (
  roster_id TEXT PRIMARY KEY NOT NULL REFERENCES roster (id),
  plan_no INTEGER NOT NULL,
  plan_hash TEXT NOT NULL,
  applied_at INTEGER NOT NULL,
  applied_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Somebody saw that it is the wrong file: it can no longer be applied.
CREATE TABLE roster_withdrawal (
  roster_id TEXT PRIMARY KEY NOT NULL REFERENCES roster (id),
  withdrawn_at INTEGER NOT NULL,
  withdrawn_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One person's phone or address taken over from the list, by hand and one at a time. was_sealed: what stood there before.
CREATE TABLE roster_contact (
  roster_id TEXT NOT NULL,
  row_no INTEGER NOT NULL,
  field TEXT NOT NULL,
  elder_id TEXT NOT NULL REFERENCES elder (id),
  was_sealed TEXT,
  taken_at INTEGER NOT NULL,
  taken_by TEXT NOT NULL,
  PRIMARY KEY (roster_id, row_no, field),
  FOREIGN KEY (roster_id, row_no) REFERENCES roster_row (roster_id, row_no)
) STRICT, WITHOUT ROWID;

-- Who holds a category, a level or a grade now: a whole list asks for all of them.
CREATE INDEX elder_fact_open ON elder_fact (kind, elder_id) WHERE to_date IS NULL;

CREATE TRIGGER category_word_no_update BEFORE UPDATE ON category_word BEGIN SELECT RAISE(ABORT, 'category_word is append-only'); END;
CREATE TRIGGER category_word_no_delete BEFORE DELETE ON category_word BEGIN SELECT RAISE(ABORT, 'category_word is append-only'); END;
CREATE TRIGGER category_word_no_replace BEFORE INSERT ON category_word WHEN EXISTS (SELECT 1 FROM category_word WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'category_word is append-only'); END;

CREATE TRIGGER roster_no_update BEFORE UPDATE ON roster BEGIN SELECT RAISE(ABORT, 'roster is append-only'); END;
CREATE TRIGGER roster_no_delete BEFORE DELETE ON roster BEGIN SELECT RAISE(ABORT, 'roster is append-only'); END;
CREATE TRIGGER roster_no_replace BEFORE INSERT ON roster WHEN EXISTS (SELECT 1 FROM roster WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'roster is append-only'); END;

CREATE TRIGGER roster_row_no_update BEFORE UPDATE ON roster_row BEGIN SELECT RAISE(ABORT, 'roster_row is append-only'); END;
CREATE TRIGGER roster_row_no_delete BEFORE DELETE ON roster_row BEGIN SELECT RAISE(ABORT, 'roster_row is append-only'); END;
CREATE TRIGGER roster_row_no_replace BEFORE INSERT ON roster_row WHEN EXISTS (SELECT 1 FROM roster_row WHERE roster_id = NEW.roster_id AND row_no = NEW.row_no)
BEGIN SELECT RAISE(ABORT, 'roster_row is append-only'); END;

CREATE TRIGGER roster_plan_no_update BEFORE UPDATE ON roster_plan BEGIN SELECT RAISE(ABORT, 'roster_plan is append-only'); END;
CREATE TRIGGER roster_plan_no_delete BEFORE DELETE ON roster_plan BEGIN SELECT RAISE(ABORT, 'roster_plan is append-only'); END;
CREATE TRIGGER roster_plan_no_replace BEFORE INSERT ON roster_plan WHEN EXISTS (SELECT 1 FROM roster_plan WHERE roster_id = NEW.roster_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'roster_plan is append-only'); END;

CREATE TRIGGER roster_line_no_update BEFORE UPDATE ON roster_line BEGIN SELECT RAISE(ABORT, 'roster_line is append-only'); END;
CREATE TRIGGER roster_line_no_delete BEFORE DELETE ON roster_line BEGIN SELECT RAISE(ABORT, 'roster_line is append-only'); END;
CREATE TRIGGER roster_line_no_replace BEFORE INSERT ON roster_line WHEN EXISTS (SELECT 1 FROM roster_line WHERE roster_id = NEW.roster_id AND plan_no = NEW.plan_no AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'roster_line is append-only'); END;

CREATE TRIGGER roster_application_no_update BEFORE UPDATE ON roster_application BEGIN SELECT RAISE(ABORT, 'roster_application is append-only'); END;
CREATE TRIGGER roster_application_no_delete BEFORE DELETE ON roster_application BEGIN SELECT RAISE(ABORT, 'roster_application is append-only'); END;
CREATE TRIGGER roster_application_no_replace BEFORE INSERT ON roster_application WHEN EXISTS (SELECT 1 FROM roster_application WHERE roster_id = NEW.roster_id)
BEGIN SELECT RAISE(ABORT, 'roster_application is append-only'); END;

CREATE TRIGGER roster_withdrawal_no_update BEFORE UPDATE ON roster_withdrawal BEGIN SELECT RAISE(ABORT, 'roster_withdrawal is append-only'); END;
CREATE TRIGGER roster_withdrawal_no_delete BEFORE DELETE ON roster_withdrawal BEGIN SELECT RAISE(ABORT, 'roster_withdrawal is append-only'); END;
CREATE TRIGGER roster_withdrawal_no_replace BEFORE INSERT ON roster_withdrawal WHEN EXISTS (SELECT 1 FROM roster_withdrawal WHERE roster_id = NEW.roster_id)
BEGIN SELECT RAISE(ABORT, 'roster_withdrawal is append-only'); END;

CREATE TRIGGER roster_contact_no_update BEFORE UPDATE ON roster_contact BEGIN SELECT RAISE(ABORT, 'roster_contact is append-only'); END;
CREATE TRIGGER roster_contact_no_delete BEFORE DELETE ON roster_contact BEGIN SELECT RAISE(ABORT, 'roster_contact is append-only'); END;
CREATE TRIGGER roster_contact_no_replace BEFORE INSERT ON roster_contact WHEN EXISTS (SELECT 1 FROM roster_contact WHERE roster_id = NEW.roster_id AND row_no = NEW.row_no AND field = NEW.field)
BEGIN SELECT RAISE(ABORT, 'roster_contact is append-only'); END;

-- Four eyes, and exactly what was shown: another person applies, once, the latest plan, by its hash, of a list that still stands.
CREATE TRIGGER roster_application_four_eyes BEFORE INSERT ON roster_application
WHEN NOT EXISTS (SELECT 1 FROM roster WHERE id = NEW.roster_id AND uploaded_by <> NEW.applied_by)
BEGIN SELECT RAISE(ABORT, 'a roster is applied by another person'); END;
CREATE TRIGGER roster_application_of_plan BEFORE INSERT ON roster_application
WHEN NOT EXISTS (SELECT 1 FROM roster_plan WHERE roster_id = NEW.roster_id AND number = NEW.plan_no AND hash = NEW.plan_hash)
  OR EXISTS (SELECT 1 FROM roster_plan WHERE roster_id = NEW.roster_id AND number > NEW.plan_no)
BEGIN SELECT RAISE(ABORT, 'guard failed: a roster is applied as it was last shown'); END;
CREATE TRIGGER roster_application_stands BEFORE INSERT ON roster_application
WHEN EXISTS (SELECT 1 FROM roster_withdrawal WHERE roster_id = NEW.roster_id)
BEGIN SELECT RAISE(ABORT, 'guard failed: the roster was withdrawn'); END;
CREATE TRIGGER roster_withdrawal_stands BEFORE INSERT ON roster_withdrawal
WHEN EXISTS (SELECT 1 FROM roster_application WHERE roster_id = NEW.roster_id)
BEGIN SELECT RAISE(ABORT, 'guard failed: the roster was applied'); END;
CREATE TRIGGER roster_plan_stands BEFORE INSERT ON roster_plan
WHEN EXISTS (SELECT 1 FROM roster_application WHERE roster_id = NEW.roster_id) OR EXISTS (SELECT 1 FROM roster_withdrawal WHERE roster_id = NEW.roster_id)
BEGIN SELECT RAISE(ABORT, 'guard failed: the roster is settled'); END;
CREATE TRIGGER roster_contact_one_by_one BEFORE INSERT ON roster_contact
WHEN NOT EXISTS (SELECT 1 FROM roster WHERE id = NEW.roster_id AND uploaded_by <> NEW.taken_by)
BEGIN SELECT RAISE(ABORT, 'a phone or address is taken over by another person'); END;
