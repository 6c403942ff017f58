-- How far the installer has come. draft: the settings chosen so far, sealed with the box's key.
CREATE TABLE setup (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  tenant TEXT    NOT NULL DEFAULT 'default',
  site   TEXT    NOT NULL DEFAULT 'default',
  step   TEXT    NOT NULL,
  draft  BYTEA   NOT NULL
);
