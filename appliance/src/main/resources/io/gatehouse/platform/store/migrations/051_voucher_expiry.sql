-- Up to which voucher, in the order of their ends, the journal has been told that they expired.
CREATE TABLE voucher_expiry (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  told_ms BIGINT  NOT NULL,
  told_id TEXT    NOT NULL
);
CREATE INDEX voucher_end ON voucher (valid_until_ms, id) WHERE state = 'AVAILABLE' AND valid_until_ms > 0;
