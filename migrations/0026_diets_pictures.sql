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

-- A canteen's own photos of its set meals; the files lie in the store of pictures under id/large and id/small. The latest version holds; one
-- without bytes takes the photo away again.
CREATE TABLE meal_picture (
  id TEXT PRIMARY KEY NOT NULL,
  meal_point_id TEXT NOT NULL REFERENCES meal_point (id),
  set_meal_id TEXT NOT NULL REFERENCES set_meal (id),
  version INTEGER NOT NULL CHECK (version > 0),
  large_bytes INTEGER NOT NULL CHECK (large_bytes >= 0),
  small_bytes INTEGER NOT NULL CHECK (small_bytes >= 0),
  set_at INTEGER NOT NULL,
  set_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX meal_picture_version ON meal_picture (meal_point_id, set_meal_id, version);
CREATE TRIGGER meal_picture_no_update BEFORE UPDATE ON meal_picture BEGIN SELECT RAISE(ABORT, 'meal_picture is append-only'); END;
CREATE TRIGGER meal_picture_no_delete BEFORE DELETE ON meal_picture BEGIN SELECT RAISE(ABORT, 'meal_picture is append-only'); END;
CREATE TRIGGER meal_picture_no_replace BEFORE INSERT ON meal_picture
WHEN EXISTS (SELECT 1 FROM meal_picture WHERE id = NEW.id OR (meal_point_id = NEW.meal_point_id AND set_meal_id = NEW.set_meal_id AND version = NEW.version))
BEGIN SELECT RAISE(ABORT, 'meal_picture is append-only'); END;
