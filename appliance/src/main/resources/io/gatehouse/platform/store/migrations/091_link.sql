-- On a box: the newest revision of its hub that it has taken up, and what became of it (empty while that is open).
CREATE TABLE link_desired (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  tenant   TEXT    NOT NULL DEFAULT 'default',
  site     TEXT    NOT NULL DEFAULT 'default',
  revision BIGINT  NOT NULL,
  outcome  TEXT    NOT NULL DEFAULT ''
);
