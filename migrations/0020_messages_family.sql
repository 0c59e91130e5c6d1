-- Families: who may care for whom, by whose consent; their sign-in by a code. Messages: what is to be told, to whom, and every try.

-- ── Settings ───────────────────────────────────────────────────────────────────────────────────────
-- Written once, each with the paper that says so: what was set last holds.
-- code_*: how long a code lives, how often it may be tried, how many go to one phone on one day. county_codes_*: how many go to all phones
-- together. card_tries: cards typed by one person on one day.
CREATE TABLE family_rule (
  set_at INTEGER PRIMARY KEY NOT NULL,
  document TEXT NOT NULL,
  code_minutes INTEGER NOT NULL CHECK (code_minutes >= 15),
  code_tries INTEGER NOT NULL CHECK (code_tries > 0),
  codes_a_day INTEGER NOT NULL CHECK (codes_a_day > 0),
  card_tries INTEGER NOT NULL CHECK (card_tries > 0),
  county_codes_an_hour INTEGER NOT NULL CHECK (county_codes_an_hour > 0),
  county_codes_a_day INTEGER NOT NULL CHECK (county_codes_a_day > 0),
  set_by TEXT NOT NULL
) STRICT;
INSERT INTO family_rule VALUES (0, '系统默认，待县里发文确定', 15, 5, 10, 10, 300, 2000, 'system');

-- Minutes after midnight in Shanghai: from quiet_from to quiet_to nobody's phone rings, except for a code that was just asked for.
-- The first retry comes after retry_minutes, each later one after twice as long; after `attempts` tries nobody tries any more.
CREATE TABLE message_rule (
  set_at INTEGER PRIMARY KEY NOT NULL,
  document TEXT NOT NULL,
  quiet_from_minute INTEGER NOT NULL CHECK (quiet_from_minute BETWEEN 0 AND 1439),
  quiet_to_minute INTEGER NOT NULL CHECK (quiet_to_minute BETWEEN 0 AND 1439),
  retry_minutes INTEGER NOT NULL CHECK (retry_minutes > 0),
  attempts INTEGER NOT NULL CHECK (attempts BETWEEN 1 AND 20),
  set_by TEXT NOT NULL
) STRICT;
INSERT INTO message_rule VALUES (0, '系统默认，待县里发文确定', 1260, 420, 1, 10, 'system');

-- ── Families ───────────────────────────────────────────────────────────────────────────────────────
-- A person who signs in by their phone. The name stands in person; it is '' until they first ask to care for somebody.
CREATE TABLE family_member (
  person_id TEXT PRIMARY KEY NOT NULL REFERENCES person (id),
  phone_sealed TEXT NOT NULL,
  phone_index TEXT NOT NULL,
  joined_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX family_member_by_phone ON family_member (phone_index);

-- The code itself is nowhere: it is made from the id with the county's key.
CREATE TABLE sign_in_code (
  id TEXT PRIMARY KEY NOT NULL,
  phone_sealed TEXT NOT NULL,
  phone_index TEXT NOT NULL,
  code_date TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_code_by_phone ON sign_in_code (phone_index, code_date);

-- Cards that somebody typed on one day, right or wrong.
CREATE TABLE card_try (
  try_date TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  tries INTEGER NOT NULL,
  PRIMARY KEY (try_date, person_id)
) STRICT, WITHOUT ROWID;

-- Somebody asks to care for the holder of a card. It stands when the elder, or staff who asked her, has consented, until either side withdraws.
CREATE TABLE family_binding (
  id TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL REFERENCES family_member (person_id),
  elder_id TEXT NOT NULL REFERENCES elder (id),
  card_id TEXT NOT NULL REFERENCES card (id),
  name TEXT NOT NULL,
  relation TEXT NOT NULL,
  asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX family_binding_by_person ON family_binding (person_id);
CREATE INDEX family_binding_by_elder ON family_binding (elder_id);

-- version: of the words that were consented to; newer words need a newer yes, and what a family may do is asked of the versions
-- (src/domain/family.ts). witness: who asked her where she did not press the button herself.
CREATE TABLE family_consent (
  binding_id TEXT NOT NULL REFERENCES family_binding (id),
  version TEXT NOT NULL,
  channel TEXT NOT NULL,
  given_at INTEGER NOT NULL,
  given_by TEXT NOT NULL,
  witness TEXT,
  PRIMARY KEY (binding_id, version)
) STRICT, WITHOUT ROWID;

-- Withdrawn by either side; before there was a consent: declined, or taken back by whoever asked.
CREATE TABLE family_withdrawal (
  binding_id TEXT PRIMARY KEY NOT NULL REFERENCES family_binding (id),
  channel TEXT NOT NULL,
  withdrawn_at INTEGER NOT NULL,
  withdrawn_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who may act for whom now: consented to, not withdrawn, and she lives. In what: the versions of family_consent.
CREATE VIEW standing_family AS
  SELECT b.id, b.person_id, b.elder_id, b.name, b.relation
  FROM family_binding b JOIN person p ON p.id = b.person_id AND p.disabled_at IS NULL
  WHERE EXISTS (SELECT 1 FROM family_consent c WHERE c.binding_id = b.id)
    AND NOT EXISTS (SELECT 1 FROM family_withdrawal w WHERE w.binding_id = b.id)
    AND NOT EXISTS (SELECT 1 FROM elder_fact f WHERE f.elder_id = b.elder_id AND f.kind = 'death' AND f.to_date IS NULL);

-- ── Messages ───────────────────────────────────────────────────────────────────────────────────────
-- Written in the batch of what they tell. The id is made of the event and whom it is for: it is the key that the provider gets, so that
-- a message that is handed over twice arrives once. recipient: 'person:…', 'elder:…' or 'sign_in_code:…'; their phone is looked up when
-- it is sent. The amounts are those of the event. attempts: how often it was handed to the provider; next_at: when it may be (again).
CREATE TABLE message (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  recipient TEXT NOT NULL,
  elder_id TEXT REFERENCES elder (id),
  order_id TEXT REFERENCES meal_order (id),
  hand_over_id TEXT REFERENCES hand_over (id),
  subsidy_fen INTEGER,
  self_pay_fen INTEGER,
  balance_fen INTEGER,
  written_at INTEGER NOT NULL,
  written_by TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX message_due ON message (next_at) WHERE state = 'waiting';
CREATE INDEX message_by_hand_over ON message (hand_over_id) WHERE hand_over_id IS NOT NULL;

-- How a try ended; a number that is missing ended nobody knows how.
CREATE TABLE message_attempt (
  message_id TEXT NOT NULL REFERENCES message (id),
  attempt INTEGER NOT NULL,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  cause TEXT NOT NULL,
  PRIMARY KEY (message_id, attempt)
) STRICT, WITHOUT ROWID;

-- ── Written once ───────────────────────────────────────────────────────────────────────────────────
CREATE TRIGGER family_rule_no_update BEFORE UPDATE ON family_rule BEGIN SELECT RAISE(ABORT, 'family_rule is append-only'); END;
CREATE TRIGGER family_rule_no_delete BEFORE DELETE ON family_rule BEGIN SELECT RAISE(ABORT, 'family_rule is append-only'); END;
CREATE TRIGGER family_rule_no_replace BEFORE INSERT ON family_rule WHEN EXISTS (SELECT 1 FROM family_rule WHERE set_at = NEW.set_at)
BEGIN SELECT RAISE(ABORT, 'family_rule is append-only'); END;

CREATE TRIGGER message_rule_no_update BEFORE UPDATE ON message_rule BEGIN SELECT RAISE(ABORT, 'message_rule is append-only'); END;
CREATE TRIGGER message_rule_no_delete BEFORE DELETE ON message_rule BEGIN SELECT RAISE(ABORT, 'message_rule is append-only'); END;
CREATE TRIGGER message_rule_no_replace BEFORE INSERT ON message_rule WHEN EXISTS (SELECT 1 FROM message_rule WHERE set_at = NEW.set_at)
BEGIN SELECT RAISE(ABORT, 'message_rule is append-only'); END;

CREATE TRIGGER family_binding_no_update BEFORE UPDATE ON family_binding BEGIN SELECT RAISE(ABORT, 'family_binding is append-only'); END;
CREATE TRIGGER family_binding_no_delete BEFORE DELETE ON family_binding BEGIN SELECT RAISE(ABORT, 'family_binding is append-only'); END;
CREATE TRIGGER family_binding_no_replace BEFORE INSERT ON family_binding WHEN EXISTS (SELECT 1 FROM family_binding WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'family_binding is append-only'); END;

CREATE TRIGGER family_consent_no_update BEFORE UPDATE ON family_consent BEGIN SELECT RAISE(ABORT, 'family_consent is append-only'); END;
CREATE TRIGGER family_consent_no_delete BEFORE DELETE ON family_consent BEGIN SELECT RAISE(ABORT, 'family_consent is append-only'); END;
CREATE TRIGGER family_consent_no_replace BEFORE INSERT ON family_consent
WHEN EXISTS (SELECT 1 FROM family_consent WHERE binding_id = NEW.binding_id AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'family_consent is append-only'); END;

CREATE TRIGGER family_withdrawal_no_update BEFORE UPDATE ON family_withdrawal BEGIN SELECT RAISE(ABORT, 'family_withdrawal is append-only'); END;
CREATE TRIGGER family_withdrawal_no_delete BEFORE DELETE ON family_withdrawal BEGIN SELECT RAISE(ABORT, 'family_withdrawal is append-only'); END;
CREATE TRIGGER family_withdrawal_no_replace BEFORE INSERT ON family_withdrawal WHEN EXISTS (SELECT 1 FROM family_withdrawal WHERE binding_id = NEW.binding_id)
BEGIN SELECT RAISE(ABORT, 'family_withdrawal is append-only'); END;

CREATE TRIGGER message_attempt_no_update BEFORE UPDATE ON message_attempt BEGIN SELECT RAISE(ABORT, 'message_attempt is append-only'); END;
CREATE TRIGGER message_attempt_no_delete BEFORE DELETE ON message_attempt BEGIN SELECT RAISE(ABORT, 'message_attempt is append-only'); END;
CREATE TRIGGER message_attempt_no_replace BEFORE INSERT ON message_attempt
WHEN EXISTS (SELECT 1 FROM message_attempt WHERE message_id = NEW.message_id AND attempt = NEW.attempt)
BEGIN SELECT RAISE(ABORT, 'message_attempt is append-only'); END;

-- Asked once at a time by the same person for the same elder; what was asked by a card that is dead since is over.
CREATE TRIGGER family_binding_once BEFORE INSERT ON family_binding WHEN EXISTS (SELECT 1 FROM family_binding b WHERE b.id <> NEW.id AND b.person_id = NEW.person_id AND b.elder_id = NEW.elder_id
  AND NOT EXISTS (SELECT 1 FROM family_withdrawal w WHERE w.binding_id = b.id)
  AND (EXISTS (SELECT 1 FROM family_consent c WHERE c.binding_id = b.id) OR EXISTS (SELECT 1 FROM card k WHERE k.id = b.card_id AND k.revoked_at IS NULL)))
BEGIN SELECT RAISE(ABORT, 'a family binding does not move that way'); END;
CREATE TRIGGER family_binding_by_her_card BEFORE INSERT ON family_binding
WHEN NOT EXISTS (SELECT 1 FROM card k WHERE k.id = NEW.card_id AND k.elder_id = NEW.elder_id AND k.revoked_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM family_binding b WHERE b.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a family binding does not move that way'); END;
-- Nobody consents to what was declined, and nobody for themself; where the card is dead, only to more of what was consented to before.
CREATE TRIGGER family_consent_asked BEFORE INSERT ON family_consent WHEN EXISTS (SELECT 1 FROM family_withdrawal w WHERE w.binding_id = NEW.binding_id)
  OR (EXISTS (SELECT 1 FROM family_binding b JOIN card k ON k.id = b.card_id WHERE b.id = NEW.binding_id AND k.revoked_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM family_consent c WHERE c.binding_id = NEW.binding_id))
  OR EXISTS (SELECT 1 FROM family_binding b WHERE b.id = NEW.binding_id AND NEW.given_by = 'person:' || b.person_id)
BEGIN SELECT RAISE(ABORT, 'a family binding does not move that way'); END;

-- A code is tried and then used, once; nothing else of it ever changes.
CREATE TRIGGER sign_in_code_once BEFORE UPDATE ON sign_in_code WHEN OLD.used_at IS NOT NULL OR NEW.tries NOT IN (OLD.tries, OLD.tries + 1)
  OR NEW.id <> OLD.id OR NEW.phone_index <> OLD.phone_index OR NEW.phone_sealed <> OLD.phone_sealed OR NEW.code_date <> OLD.code_date OR NEW.expires_at <> OLD.expires_at
BEGIN SELECT RAISE(ABORT, 'a code is used once'); END;
CREATE TRIGGER sign_in_code_no_delete BEFORE DELETE ON sign_in_code BEGIN SELECT RAISE(ABORT, 'a code is never removed'); END;
CREATE TRIGGER sign_in_code_no_replace BEFORE INSERT ON sign_in_code WHEN EXISTS (SELECT 1 FROM sign_in_code WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a code is never removed'); END;

-- What is to be told stays as it was written; from waiting it goes one way.
CREATE TRIGGER message_keeps BEFORE UPDATE OF id, kind, recipient, elder_id, order_id, hand_over_id, subsidy_fen, self_pay_fen, balance_fen, written_at, written_by ON message
BEGIN SELECT RAISE(ABORT, 'a message keeps what it tells'); END;
CREATE TRIGGER message_path BEFORE UPDATE OF state, attempts, next_at ON message WHEN OLD.state <> 'waiting' OR NEW.attempts NOT IN (OLD.attempts, OLD.attempts + 1)
BEGIN SELECT RAISE(ABORT, 'a message keeps what it tells'); END;
CREATE TRIGGER message_no_delete BEFORE DELETE ON message BEGIN SELECT RAISE(ABORT, 'a message is never removed'); END;
CREATE TRIGGER message_no_replace BEFORE INSERT ON message WHEN EXISTS (SELECT 1 FROM message WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint: a message is written once'); END;
