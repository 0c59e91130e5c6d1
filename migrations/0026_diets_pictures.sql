-- Every answer about what somebody may not eat: the whole diet as it stood from then on, who said it and when. The tables elder_diet and
-- elder_diet_item hold the latest. content: JSON.
CREATE TABLE diet_change (
  elder_id TEXT NOT NULL REFERENCES elder (id),
  version INTEGER NOT NULL CHECK (version > 0),
  content TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  PRIMARY KEY (elder_id, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER diet_change_no_update BEFORE UPDATE ON diet_change BEGIN SELECT RAISE(ABORT, 'diet_change is append-only'); END;
CREATE TRIGGER diet_change_no_delete BEFORE DELETE ON diet_change BEGIN SELECT RAISE(ABORT, 'diet_change is append-only'); END;
CREATE TRIGGER diet_change_no_replace BEFORE INSERT ON diet_change WHEN EXISTS (SELECT 1 FROM diet_change WHERE elder_id = NEW.elder_id AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'diet_change is append-only'); END;
