-- The box itself, the numbers it has handed out, its journal and the readers of it.
-- wall_floor_ms: the newest trusted time of day ever kept, in ms since 1970.
CREATE TABLE box (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  name          TEXT    NOT NULL,
  tenant        TEXT    NOT NULL DEFAULT 'default',
  site          TEXT    NOT NULL DEFAULT 'default',
  service_ms    BIGINT  NOT NULL DEFAULT 0,
  boot_id       TEXT    NOT NULL DEFAULT '',
  uptime_ms     BIGINT  NOT NULL DEFAULT 0,
  wall_floor_ms BIGINT  NOT NULL DEFAULT 0
);

CREATE TABLE counter (
  name  TEXT   PRIMARY KEY,
  value BIGINT NOT NULL
);

CREATE TABLE journal (
  seq        BIGINT PRIMARY KEY,
  tenant     TEXT    NOT NULL DEFAULT 'default',
  site       TEXT    NOT NULL DEFAULT 'default',
  box        TEXT    NOT NULL,
  boot_id    TEXT    NOT NULL,
  service_ms BIGINT  NOT NULL,
  wall_ms    BIGINT  NOT NULL,
  trusted    INTEGER NOT NULL,
  kind       TEXT    NOT NULL,
  json       TEXT    NOT NULL
);

CREATE TABLE journal_cursor (
  name TEXT   PRIMARY KEY,
  seq  BIGINT NOT NULL
);
