-- The house: everything the journey from an order to the month's statement writes.
-- STRICT tables; *_fen are integer fen; *_at are epoch milliseconds; *_date are civil dates in Shanghai (YYYY-MM-DD).
-- Dated facts and agreements are half-open: from_date counts, to_date does not.
-- Code enums have no CHECK (D1 can never drop one); what a county extends is rows. CHECKs say arithmetic only.

-- ── The network ────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE division (
  code TEXT PRIMARY KEY NOT NULL,
  parent_code TEXT REFERENCES division (code),
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  kind TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX division_by_parent ON division (parent_code);

CREATE TABLE category (
  code TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A funded payer (a charity fund) pays only what it has received; the others are billed.
CREATE TABLE payer (
  code TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  funded INTEGER NOT NULL DEFAULT 0 CHECK (funded IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE operator (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  agreement_no TEXT NOT NULL,
  agreement_from_date TEXT NOT NULL,
  agreement_to_date TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE kitchen (
  id TEXT PRIMARY KEY NOT NULL,
  operator_id TEXT NOT NULL REFERENCES operator (id),
  division_code TEXT NOT NULL REFERENCES division (code),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  phone TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE meal_point (
  id TEXT PRIMARY KEY NOT NULL,
  operator_id TEXT NOT NULL REFERENCES operator (id),
  division_code TEXT NOT NULL REFERENCES division (code),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  phone TEXT NOT NULL,
  phone_hours TEXT NOT NULL,
  longitude_e6 INTEGER NOT NULL,
  latitude_e6 INTEGER NOT NULL,
  datum TEXT NOT NULL,
  seats INTEGER NOT NULL,
  licence_kind TEXT NOT NULL,
  licence_no TEXT NOT NULL,
  licence_expires_date TEXT NOT NULL,
  no_show_rule TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX meal_point_by_division ON meal_point (division_code);

-- The rules of a point's slot: who cooks, until when one may order, when the count freezes, for how many days after the
-- service date a hand-over may still be recorded.
CREATE TABLE meal_point_slot (
  meal_point_id TEXT NOT NULL REFERENCES meal_point (id),
  slot TEXT NOT NULL,
  kitchen_id TEXT NOT NULL REFERENCES kitchen (id),
  open_weekdays TEXT NOT NULL,
  cutoff_day_offset INTEGER NOT NULL,
  cutoff_minute INTEGER NOT NULL,
  close_after_minutes INTEGER NOT NULL,
  undo_minutes INTEGER NOT NULL,
  claim_days INTEGER NOT NULL,
  serve_from_minute INTEGER NOT NULL,
  serve_to_minute INTEGER NOT NULL,
  dine_in_capacity INTEGER NOT NULL,
  pickup_capacity INTEGER NOT NULL,
  home_delivery_capacity INTEGER NOT NULL,
  PRIMARY KEY (meal_point_id, slot)
) STRICT, WITHOUT ROWID;

-- ── People ─────────────────────────────────────────────────────────────────────────────────────────
-- *_sealed: AES-256-GCM bound to table, column, row and key version. *_index: HMAC for look-up by equality.
CREATE TABLE elder (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  call_as TEXT,
  sex TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  id_number_sealed TEXT NOT NULL,
  id_number_index TEXT NOT NULL,
  phone_sealed TEXT,
  phone_index TEXT,
  phone_tail_index TEXT,
  registered_division TEXT REFERENCES division (code),
  registered_place TEXT,
  residence_division TEXT NOT NULL REFERENCES division (code),
  address_sealed TEXT,
  door_note_sealed TEXT,
  coordinates_sealed TEXT,
  meal_point_id TEXT NOT NULL REFERENCES meal_point (id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX elder_by_id_number ON elder (id_number_index);
CREATE INDEX elder_by_meal_point ON elder (meal_point_id, name);
CREATE INDEX elder_by_phone_tail ON elder (phone_tail_index) WHERE phone_tail_index IS NOT NULL;

CREATE TABLE elder_fact (
  id TEXT PRIMARY KEY NOT NULL,
  elder_id TEXT NOT NULL REFERENCES elder (id),
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  scale TEXT,
  from_date TEXT NOT NULL,
  to_date TEXT,
  source TEXT NOT NULL,
  document TEXT,
  recorded_at INTEGER NOT NULL,
  recorded_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX elder_fact_by_elder ON elder_fact (elder_id);

CREATE TABLE elder_diet (
  elder_id TEXT PRIMARY KEY NOT NULL REFERENCES elder (id),
  texture TEXT NOT NULL,
  feeding_help INTEGER NOT NULL CHECK (feeding_help IN (0, 1)),
  note TEXT NOT NULL,
  asked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE elder_diet_item (
  elder_id TEXT NOT NULL REFERENCES elder (id),
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  severity TEXT,
  PRIMARY KEY (elder_id, kind, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  disabled_at INTEGER
) STRICT, WITHOUT ROWID;

-- A role holds for one meal point or for a division and everything below it.
CREATE TABLE role_grant (
  id TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  role TEXT NOT NULL,
  meal_point_id TEXT REFERENCES meal_point (id),
  division_code TEXT REFERENCES division (code),
  granted_at INTEGER NOT NULL,
  granted_by TEXT NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX role_grant_by_person ON role_grant (person_id);

CREATE TABLE card (
  id TEXT PRIMARY KEY NOT NULL,
  elder_id TEXT NOT NULL REFERENCES elder (id),
  number_sealed TEXT NOT NULL,
  number_index TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX card_by_elder ON card (elder_id);
CREATE UNIQUE INDEX card_by_number ON card (number_index);
CREATE UNIQUE INDEX card_by_token ON card (token_hash);

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY NOT NULL,
  elder_id TEXT REFERENCES elder (id),
  card_id TEXT REFERENCES card (id),
  person_id TEXT REFERENCES person (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  CHECK ((elder_id IS NULL) <> (person_id IS NULL))
) STRICT, WITHOUT ROWID;

-- ── Menus and meal runs ────────────────────────────────────────────────────────────────────────────
CREATE TABLE dish (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  category TEXT NOT NULL,
  ingredients TEXT NOT NULL,
  contains TEXT NOT NULL,
  textures TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE set_meal (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  price_fen INTEGER NOT NULL CHECK (price_fen >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE set_meal_dish (
  set_meal_id TEXT NOT NULL REFERENCES set_meal (id),
  position INTEGER NOT NULL,
  dish_id TEXT NOT NULL REFERENCES dish (id),
  PRIMARY KEY (set_meal_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE menu (
  kitchen_id TEXT NOT NULL REFERENCES kitchen (id),
  service_date TEXT NOT NULL,
  slot TEXT NOT NULL,
  position INTEGER NOT NULL,
  set_meal_id TEXT NOT NULL REFERENCES set_meal (id),
  published_at INTEGER NOT NULL,
  PRIMARY KEY (kitchen_id, service_date, slot, position)
) STRICT, WITHOUT ROWID;

-- One point × date × slot. The operator who earns, undo_minutes, the serving hours, the last instant for a hand-over and what becomes
-- of the money of whoever does not come are copied from what holds when the run is made: a later operator or rule never changes a past run.
CREATE TABLE meal_run (
  id TEXT PRIMARY KEY NOT NULL,
  meal_point_id TEXT NOT NULL REFERENCES meal_point (id),
  service_date TEXT NOT NULL,
  slot TEXT NOT NULL,
  kitchen_id TEXT NOT NULL REFERENCES kitchen (id),
  operator_id TEXT NOT NULL REFERENCES operator (id),
  cutoff_at INTEGER NOT NULL,
  close_at INTEGER NOT NULL,
  undo_minutes INTEGER NOT NULL,
  serve_from_at INTEGER NOT NULL,
  serve_to_at INTEGER NOT NULL,
  claim_until_at INTEGER NOT NULL,
  no_show_rule TEXT NOT NULL,
  state TEXT NOT NULL,
  last_order_no INTEGER NOT NULL DEFAULT 0,
  CHECK (close_at >= cutoff_at)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX meal_run_by_point ON meal_run (meal_point_id, service_date, slot);
CREATE INDEX meal_run_to_close ON meal_run (close_at) WHERE state = 'open';
CREATE INDEX meal_run_to_finish ON meal_run (service_date) WHERE state = 'closed';

CREATE TABLE meal_run_mode (
  meal_run_id TEXT NOT NULL REFERENCES meal_run (id),
  mode TEXT NOT NULL,
  capacity INTEGER NOT NULL,
  taken INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (meal_run_id, mode),
  CHECK (taken BETWEEN 0 AND capacity)
) STRICT, WITHOUT ROWID;

CREATE TABLE offer (
  meal_run_id TEXT NOT NULL REFERENCES meal_run (id),
  set_meal_id TEXT NOT NULL REFERENCES set_meal (id),
  letter TEXT NOT NULL,
  price_fen INTEGER NOT NULL CHECK (price_fen >= 0),
  capacity INTEGER NOT NULL,
  taken INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (meal_run_id, set_meal_id),
  CHECK (taken BETWEEN 0 AND capacity)
) STRICT, WITHOUT ROWID;

-- Closing freezes the count: order_ids is the JSON list of the orders that were counted.
CREATE TABLE meal_run_closing (
  meal_run_id TEXT PRIMARY KEY NOT NULL REFERENCES meal_run (id),
  closed_at INTEGER NOT NULL,
  closed_by TEXT NOT NULL,
  order_ids TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ── Subsidy policies ───────────────────────────────────────────────────────────────────────────────
CREATE TABLE policy_document (
  id TEXT PRIMARY KEY NOT NULL,
  document_no TEXT NOT NULL,
  title TEXT NOT NULL,
  issuer TEXT NOT NULL,
  source TEXT NOT NULL,
  borrowed_from TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_version (
  id TEXT PRIMARY KEY NOT NULL,
  policy_document_id TEXT NOT NULL REFERENCES policy_document (id),
  from_date TEXT NOT NULL,
  to_date TEXT,
  rules TEXT NOT NULL,
  prepared_by TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  approved_at INTEGER NOT NULL,
  CHECK (prepared_by <> approved_by)
) STRICT, WITHOUT ROWID;
-- A version without an end holds until the next one of its document begins.
CREATE UNIQUE INDEX policy_version_from ON policy_version (policy_document_id, from_date);

-- ── Orders and hand-overs ──────────────────────────────────────────────────────────────────────────
-- assessment: JSON of the facts the order was judged on and the reasons. assessment_no: 1, and one more each time that an open order is
-- judged again. pay_by: how the elder's own share is paid. Actors are 'elder:<id>', 'person:<id>' or 'job:<name>'.
CREATE TABLE meal_order (
  id TEXT PRIMARY KEY NOT NULL,
  meal_run_id TEXT NOT NULL REFERENCES meal_run (id),
  order_no INTEGER NOT NULL,
  elder_id TEXT NOT NULL REFERENCES elder (id),
  service_date TEXT NOT NULL,
  slot TEXT NOT NULL,
  set_meal_id TEXT NOT NULL REFERENCES set_meal (id),
  mode TEXT NOT NULL,
  state TEXT NOT NULL,
  price_fen INTEGER NOT NULL,
  self_pay_fen INTEGER NOT NULL,
  policy_version_id TEXT REFERENCES policy_version (id),
  assessment TEXT NOT NULL,
  assessment_no INTEGER NOT NULL DEFAULT 1,
  pay_by TEXT NOT NULL,
  channel TEXT NOT NULL,
  placed_by TEXT NOT NULL,
  placed_at INTEGER NOT NULL,
  CHECK (price_fen >= 0),
  CHECK (self_pay_fen BETWEEN 0 AND price_fen)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX meal_order_active ON meal_order (elder_id, service_date, slot) WHERE state <> 'cancelled';
CREATE UNIQUE INDEX meal_order_number ON meal_order (meal_run_id, order_no);

-- The price, payer by payer; the elder's own share is a line too (even when it is nothing), so the lines of one assessment sum to the price.
CREATE TABLE order_split (
  order_id TEXT NOT NULL REFERENCES meal_order (id),
  payer_code TEXT NOT NULL REFERENCES payer (code),
  clause TEXT NOT NULL,
  fen INTEGER NOT NULL CHECK (fen >= 0),
  assessment_no INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (order_id, assessment_no, payer_code, clause)
) STRICT, WITHOUT ROWID;

-- Public money beside the price: to the operator, or for bringing the meal. kind: operator, delivery.
CREATE TABLE order_beside (
  order_id TEXT NOT NULL REFERENCES meal_order (id),
  kind TEXT NOT NULL,
  payer_code TEXT NOT NULL REFERENCES payer (code),
  clause TEXT NOT NULL,
  fen INTEGER NOT NULL CHECK (fen > 0),
  assessment_no INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (order_id, assessment_no, kind, payer_code, clause)
) STRICT, WITHOUT ROWID;

-- The lines that hold: those of the order's latest assessment.
CREATE VIEW current_split AS
  SELECT s.order_id, s.payer_code, s.clause, s.fen
  FROM meal_order o JOIN order_split s ON s.order_id = o.id AND s.assessment_no = o.assessment_no;
CREATE VIEW current_beside AS
  SELECT s.order_id, s.kind, s.payer_code, s.clause, s.fen
  FROM meal_order o JOIN order_beside s ON s.order_id = o.id AND s.assessment_no = o.assessment_no;

-- What an open order came to before it was judged again, and why (a fact or a rule changed before the meal).
CREATE TABLE reassessment (
  order_id TEXT NOT NULL REFERENCES meal_order (id),
  assessment_no INTEGER NOT NULL CHECK (assessment_no > 1),
  reassessed_at INTEGER NOT NULL,
  reassessed_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  self_pay_before_fen INTEGER NOT NULL,
  self_pay_after_fen INTEGER NOT NULL,
  assessment_before TEXT NOT NULL,
  PRIMARY KEY (order_id, assessment_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE cancellation (
  order_id TEXT PRIMARY KEY NOT NULL REFERENCES meal_order (id),
  cancelled_at INTEGER NOT NULL,
  cancelled_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every printed sheet, whole: number is the point's own running number, content is JSON, hashed and then sealed (it names people and doors).
CREATE TABLE print_run (
  id TEXT PRIMARY KEY NOT NULL,
  meal_point_id TEXT NOT NULL REFERENCES meal_point (id),
  number INTEGER NOT NULL,
  meal_run_id TEXT NOT NULL REFERENCES meal_run (id),
  kind TEXT NOT NULL,
  printed_at INTEGER NOT NULL,
  printed_by TEXT NOT NULL,
  content_sealed TEXT NOT NULL,
  content_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX print_run_number ON print_run (meal_point_id, number);
CREATE INDEX print_run_by_meal_run ON print_run (meal_run_id);

-- attempt = 1 + undone hand-overs of the order: the natural key that lets one hand-over stand at a time. handed_by and recorded_by are
-- actors; whoever ticked a paper list is a name as it was typed, so it stands apart.
CREATE TABLE hand_over (
  id TEXT PRIMARY KEY NOT NULL,
  order_id TEXT NOT NULL REFERENCES meal_order (id),
  attempt INTEGER NOT NULL,
  proof TEXT NOT NULL,
  handed_by TEXT NOT NULL,
  handed_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  recorded_by TEXT NOT NULL,
  print_run_id TEXT REFERENCES print_run (id),
  row_no INTEGER,
  ticked_by TEXT,
  CHECK (handed_by GLOB '[a-z]*:?*'),
  CHECK ((ticked_by IS NOT NULL) = (proof = 'paper'))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX hand_over_once ON hand_over (order_id, attempt);

CREATE TABLE hand_over_undo (
  hand_over_id TEXT PRIMARY KEY NOT NULL REFERENCES hand_over (id),
  undone_at INTEGER NOT NULL,
  undone_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ── Money ──────────────────────────────────────────────────────────────────────────────────────────
-- holder_id: the operator who holds an elder's prepaid money.
CREATE TABLE account (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  holder_id TEXT REFERENCES operator (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_by_owner ON account (owner_id);

-- What stands on an account that can run out (an elder's prepaid money, a funded payer), kept by triggers with every transfer. What is
-- reserved is still there and can be spent no more. Other accounts have no row: they have no floor.
CREATE TABLE balance (
  account_id TEXT PRIMARY KEY NOT NULL REFERENCES account (id),
  balance_fen INTEGER NOT NULL DEFAULT 0,
  reserved_fen INTEGER NOT NULL DEFAULT 0,
  CHECK (reserved_fen >= 0),
  CHECK (balance_fen >= reserved_fen)
) STRICT, WITHOUT ROWID;

-- A month whose figures rest: nothing is posted into it any more.
CREATE TABLE closed_period (
  period TEXT PRIMARY KEY NOT NULL,
  closed_at INTEGER NOT NULL,
  closed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A transfer is one row, so it cannot be unbalanced. resolves_id: the reservation that a post or void ends, the posting that a reversal mirrors.
-- order_id is null for money that belongs to no order: top-ups, refunds, donations.
CREATE TABLE transfer (
  id TEXT PRIMARY KEY NOT NULL,
  order_id TEXT REFERENCES meal_order (id),
  event_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  resolves_id TEXT REFERENCES transfer (id),
  debit_account TEXT NOT NULL REFERENCES account (id),
  credit_account TEXT NOT NULL REFERENCES account (id),
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  period TEXT NOT NULL,
  at INTEGER NOT NULL,
  CHECK (debit_account <> credit_account)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX transfer_once ON transfer (order_id, event_id, kind, debit_account, credit_account);
CREATE UNIQUE INDEX transfer_once_by_itself ON transfer (event_id, kind, debit_account, credit_account) WHERE order_id IS NULL;
CREATE UNIQUE INDEX transfer_resolved_once ON transfer (resolves_id) WHERE resolves_id IS NOT NULL;

-- Totals kept in the batch of their event. Fen and meals count handed-over meals only.
CREATE TABLE day_total (
  meal_point_id TEXT NOT NULL REFERENCES meal_point (id),
  service_date TEXT NOT NULL,
  slot TEXT NOT NULL,
  ordered INTEGER NOT NULL DEFAULT 0,
  handed_over INTEGER NOT NULL DEFAULT 0,
  walk_ins INTEGER NOT NULL DEFAULT 0,
  missed INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (meal_point_id, service_date, slot)
) STRICT, WITHOUT ROWID;

-- line: part of the price (meal), or beside it (operator, delivery).
CREATE TABLE month_total (
  meal_point_id TEXT NOT NULL REFERENCES meal_point (id),
  month TEXT NOT NULL,
  line TEXT NOT NULL,
  payer_code TEXT NOT NULL REFERENCES payer (code),
  clause TEXT NOT NULL,
  meals INTEGER NOT NULL DEFAULT 0,
  fen INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (meal_point_id, month, line, payer_code, clause)
) STRICT, WITHOUT ROWID;

-- ── The spine ──────────────────────────────────────────────────────────────────────────────────────
-- The same key with the same payload gets the same answer; with another payload it is refused.
CREATE TABLE request_key (
  key TEXT PRIMARY KEY NOT NULL,
  actor TEXT NOT NULL,
  payload_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  id TEXT PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  request_id TEXT NOT NULL,
  reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_by_subject ON audit (subject, at);

-- A batch does not fail because a conditional write matched no row. A guard row can never be stored, so
-- INSERT INTO guard … SELECT … WHERE NOT (what the decision relied on) turns "no longer true" into an error.
CREATE TABLE guard (
  name TEXT NOT NULL
) STRICT;
CREATE TRIGGER guard_fails BEFORE INSERT ON guard BEGIN SELECT RAISE(ABORT, 'guard failed'); END;
