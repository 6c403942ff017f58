-- What the nightly backup is made with; without a row none is made.
CREATE TABLE backup_plan (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  tenant     TEXT    NOT NULL DEFAULT 'default',
  site       TEXT    NOT NULL DEFAULT 'default',
  sealed_key BYTEA   NOT NULL,
  keep       INTEGER NOT NULL
);
