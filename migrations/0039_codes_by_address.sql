-- How many codes all phones behind one address are sent in a natural hour, so that one of them cannot use up what the whole county may send. The address
-- is kept as an index, until a code is sent in a later hour; of version 6 its first 64 bits.
ALTER TABLE family_rule ADD COLUMN address_codes_an_hour INTEGER NOT NULL DEFAULT 50 CHECK (address_codes_an_hour > 0);

CREATE TABLE sign_in_address (
  address_index TEXT PRIMARY KEY NOT NULL,
  hour_at INTEGER NOT NULL,
  codes INTEGER NOT NULL CHECK (codes > 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_address_by_hour ON sign_in_address (hour_at);
