-- The calendar of holidays. The State Council publishes each year which days are off and which weekend days are worked; subsidies "on
-- workdays" and "not on statutory holidays" rest on it. One list is a whole year, as an official entered it from the paper and as
-- another person confirmed it. days: JSON [[date, kind, name]], in order.
CREATE TABLE calendar_list (
  id TEXT PRIMARY KEY NOT NULL,
  year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
  days TEXT NOT NULL,
  source TEXT NOT NULL,
  entered_at INTEGER NOT NULL,
  entered_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_list_year ON calendar_list (year);

-- What became of a list: confirmed, returned, withdrawn. shown_hash: of what the page showed, the list and what it changes.
CREATE TABLE calendar_list_answer (
  list_id TEXT PRIMARY KEY NOT NULL REFERENCES calendar_list (id),
  outcome TEXT NOT NULL,
  answered_at INTEGER NOT NULL,
  answered_by TEXT NOT NULL,
  shown_hash TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a day is, by the list that last said so: the entry with the highest number holds. 'ordinary': an earlier entry was corrected away.
CREATE TABLE calendar_day (
  service_date TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  list_id TEXT NOT NULL REFERENCES calendar_list (id),
  PRIMARY KEY (service_date, number)
) STRICT, WITHOUT ROWID;

INSERT INTO calendar_list (id, year, days, source, entered_at, entered_by) VALUES ('published-2025', 2025,
  '[["2025-01-01","statutory_holiday","元旦"],["2025-01-26","make_up_workday","春节"],["2025-01-28","statutory_holiday","春节"],["2025-01-29","statutory_holiday","春节"],["2025-01-30","statutory_holiday","春节"],["2025-01-31","statutory_holiday","春节"],["2025-02-01","day_off","春节"],["2025-02-02","day_off","春节"],["2025-02-03","day_off","春节"],["2025-02-04","day_off","春节"],["2025-02-08","make_up_workday","春节"],["2025-04-04","statutory_holiday","清明节"],["2025-04-05","day_off","清明节"],["2025-04-06","day_off","清明节"],["2025-04-27","make_up_workday","劳动节"],["2025-05-01","statutory_holiday","劳动节"],["2025-05-02","statutory_holiday","劳动节"],["2025-05-03","day_off","劳动节"],["2025-05-04","day_off","劳动节"],["2025-05-05","day_off","劳动节"],["2025-05-31","statutory_holiday","端午节"],["2025-06-01","day_off","端午节"],["2025-06-02","day_off","端午节"],["2025-09-28","make_up_workday","国庆节"],["2025-10-01","statutory_holiday","国庆节"],["2025-10-02","statutory_holiday","国庆节"],["2025-10-03","statutory_holiday","国庆节"],["2025-10-04","day_off","国庆节"],["2025-10-05","day_off","国庆节"],["2025-10-06","statutory_holiday","中秋节"],["2025-10-07","day_off","国庆节"],["2025-10-08","day_off","国庆节"],["2025-10-11","make_up_workday","国庆节"]]',
  '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）', 0, 'job:published-calendar');

INSERT INTO calendar_list (id, year, days, source, entered_at, entered_by) VALUES ('published-2026', 2026,
  '[["2026-01-01","statutory_holiday","元旦"],["2026-01-02","day_off","元旦"],["2026-01-03","day_off","元旦"],["2026-01-04","make_up_workday","元旦"],["2026-02-14","make_up_workday","春节"],["2026-02-15","day_off","春节"],["2026-02-16","statutory_holiday","春节"],["2026-02-17","statutory_holiday","春节"],["2026-02-18","statutory_holiday","春节"],["2026-02-19","statutory_holiday","春节"],["2026-02-20","day_off","春节"],["2026-02-21","day_off","春节"],["2026-02-22","day_off","春节"],["2026-02-23","day_off","春节"],["2026-02-28","make_up_workday","春节"],["2026-04-04","day_off","清明节"],["2026-04-05","statutory_holiday","清明节"],["2026-04-06","day_off","清明节"],["2026-05-01","statutory_holiday","劳动节"],["2026-05-02","statutory_holiday","劳动节"],["2026-05-03","day_off","劳动节"],["2026-05-04","day_off","劳动节"],["2026-05-05","day_off","劳动节"],["2026-05-09","make_up_workday","劳动节"],["2026-06-19","statutory_holiday","端午节"],["2026-06-20","day_off","端午节"],["2026-06-21","day_off","端午节"],["2026-09-20","make_up_workday","国庆节"],["2026-09-25","statutory_holiday","中秋节"],["2026-09-26","day_off","中秋节"],["2026-09-27","day_off","中秋节"],["2026-10-01","statutory_holiday","国庆节"],["2026-10-02","statutory_holiday","国庆节"],["2026-10-03","statutory_holiday","国庆节"],["2026-10-04","day_off","国庆节"],["2026-10-05","day_off","国庆节"],["2026-10-06","day_off","国庆节"],["2026-10-07","day_off","国庆节"],["2026-10-10","make_up_workday","国庆节"]]',
  '国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）', 0, 'job:published-calendar');

INSERT INTO calendar_list_answer (list_id, outcome, answered_at, answered_by, shown_hash, reason) SELECT id, 'confirmed', 0, entered_by, '', '' FROM calendar_list;
INSERT INTO calendar_day (service_date, number, kind, name, list_id)
  SELECT json_extract(value, '$[0]'), 1, json_extract(value, '$[1]'), json_extract(value, '$[2]'), calendar_list.id FROM calendar_list, json_each(calendar_list.days);

-- Whoever was told that the price of an open order has changed: what she pays now, how she was told, by whom. Of each answer once.
CREATE TABLE price_change_told (
  order_id TEXT NOT NULL REFERENCES meal_order (id),
  assessment_no INTEGER NOT NULL CHECK (assessment_no > 1),
  self_pay_fen INTEGER NOT NULL CHECK (self_pay_fen >= 0),
  how TEXT NOT NULL,
  told_by_name TEXT NOT NULL,
  note TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  recorded_by TEXT NOT NULL,
  PRIMARY KEY (order_id, assessment_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX price_change_told_at ON price_change_told (recorded_at);

-- The few orders that were judged again: what waits to be told, and what was never told.
CREATE INDEX meal_order_judged_again ON meal_order (state, service_date) WHERE assessment_no > 1;

CREATE TRIGGER calendar_list_no_update BEFORE UPDATE ON calendar_list BEGIN SELECT RAISE(ABORT, 'calendar_list is append-only'); END;
CREATE TRIGGER calendar_list_no_delete BEFORE DELETE ON calendar_list BEGIN SELECT RAISE(ABORT, 'calendar_list is append-only'); END;
CREATE TRIGGER calendar_list_no_replace BEFORE INSERT ON calendar_list WHEN EXISTS (SELECT 1 FROM calendar_list WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'calendar_list is append-only'); END;
CREATE TRIGGER calendar_list_one_waits BEFORE INSERT ON calendar_list WHEN EXISTS (
  SELECT 1 FROM calendar_list WHERE year = NEW.year AND id NOT IN (SELECT list_id FROM calendar_list_answer))
BEGIN SELECT RAISE(ABORT, 'calendar_list is append-only: a list of this year waits'); END;

CREATE TRIGGER calendar_list_answer_no_update BEFORE UPDATE ON calendar_list_answer BEGIN SELECT RAISE(ABORT, 'calendar_list_answer is append-only'); END;
CREATE TRIGGER calendar_list_answer_no_delete BEFORE DELETE ON calendar_list_answer BEGIN SELECT RAISE(ABORT, 'calendar_list_answer is append-only'); END;
CREATE TRIGGER calendar_list_answer_no_replace BEFORE INSERT ON calendar_list_answer WHEN EXISTS (SELECT 1 FROM calendar_list_answer WHERE list_id = NEW.list_id)
BEGIN SELECT RAISE(ABORT, 'calendar_list_answer is append-only'); END;
CREATE TRIGGER calendar_list_answer_two_persons BEFORE INSERT ON calendar_list_answer WHEN NEW.outcome <> 'withdrawn' AND EXISTS (
  SELECT 1 FROM calendar_list WHERE id = NEW.list_id AND entered_by = NEW.answered_by)
BEGIN SELECT RAISE(ABORT, 'a calendar is confirmed by another person'); END;

CREATE TRIGGER calendar_day_no_update BEFORE UPDATE ON calendar_day BEGIN SELECT RAISE(ABORT, 'calendar_day is append-only'); END;
CREATE TRIGGER calendar_day_no_delete BEFORE DELETE ON calendar_day BEGIN SELECT RAISE(ABORT, 'calendar_day is append-only'); END;
CREATE TRIGGER calendar_day_no_replace BEFORE INSERT ON calendar_day WHEN EXISTS (SELECT 1 FROM calendar_day WHERE service_date = NEW.service_date AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'calendar_day is append-only'); END;
CREATE TRIGGER calendar_day_in_turn BEFORE INSERT ON calendar_day WHEN NEW.number <> 1 + coalesce(
  (SELECT max(number) FROM calendar_day WHERE service_date = NEW.service_date), 0)
BEGIN SELECT RAISE(ABORT, 'calendar_day is append-only: out of turn'); END;
CREATE TRIGGER calendar_day_of_confirmed BEFORE INSERT ON calendar_day WHEN NOT EXISTS (
  SELECT 1 FROM calendar_list_answer WHERE list_id = NEW.list_id AND outcome = 'confirmed')
BEGIN SELECT RAISE(ABORT, 'a day comes from a confirmed calendar'); END;

CREATE TRIGGER price_change_told_no_update BEFORE UPDATE ON price_change_told BEGIN SELECT RAISE(ABORT, 'price_change_told is append-only'); END;
CREATE TRIGGER price_change_told_no_delete BEFORE DELETE ON price_change_told BEGIN SELECT RAISE(ABORT, 'price_change_told is append-only'); END;
CREATE TRIGGER price_change_told_no_replace BEFORE INSERT ON price_change_told WHEN EXISTS (SELECT 1 FROM price_change_told WHERE order_id = NEW.order_id AND assessment_no = NEW.assessment_no)
BEGIN SELECT RAISE(ABORT, 'price_change_told is append-only'); END;
CREATE TRIGGER price_change_told_as_judged BEFORE INSERT ON price_change_told WHEN NOT EXISTS (SELECT 1 FROM reassessment
  WHERE order_id = NEW.order_id AND assessment_no = NEW.assessment_no AND self_pay_after_fen = NEW.self_pay_fen)
BEGIN SELECT RAISE(ABORT, 'what is told is the price that was judged'); END;
