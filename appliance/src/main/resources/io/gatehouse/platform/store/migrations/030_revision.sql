-- Numbered states of all settings, as whole JSON documents.
-- note: how it ended; deadline_ms: uptime of boot_id until which it waits to be confirmed.
CREATE TABLE revision (
  number      BIGINT PRIMARY KEY,
  tenant      TEXT   NOT NULL DEFAULT 'default',
  site        TEXT   NOT NULL DEFAULT 'default',
  base        BIGINT NOT NULL,
  state       TEXT   NOT NULL,
  author      TEXT   NOT NULL,
  reason      TEXT   NOT NULL,
  note        TEXT   NOT NULL DEFAULT '',
  settings    TEXT   NOT NULL,
  service_ms  BIGINT NOT NULL,
  wall_ms     BIGINT NOT NULL,
  boot_id     TEXT   NOT NULL DEFAULT '',
  deadline_ms BIGINT NOT NULL DEFAULT 0
);
