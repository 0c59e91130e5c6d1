-- Browsers at which somebody at work has signed in by their password before. A guess from one is counted apart from those of strangers, so that
-- nobody who only knows the name can lock its owner out; it grants nothing else. One row for each person who has signed in there: the token in
-- the browser is another one after each sign-in, the id stays, because guesses are counted under it (sign_in_try).
CREATE TABLE known_device (
  id TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL REFERENCES staff_login (person_id),
  token_hash TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  UNIQUE (token_hash, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_device_by_person ON known_device (person_id);
CREATE INDEX known_device_by_end ON known_device (expires_at);
