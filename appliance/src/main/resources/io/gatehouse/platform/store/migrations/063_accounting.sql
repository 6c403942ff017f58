-- Sessions as routers reported them. totals: see radius.accounting.Totals. A name that a router
-- uses again, as after its restart, has another row.
CREATE TABLE accounting_session (
  seq             BIGINT  PRIMARY KEY,
  tenant          TEXT    NOT NULL DEFAULT 'default',
  site            TEXT    NOT NULL DEFAULT 'default',
  nas             TEXT    NOT NULL,
  routers_id      TEXT    NOT NULL,
  user_name       TEXT    NOT NULL,
  mac             TEXT    NOT NULL,
  ip              TEXT    NOT NULL,
  session_id      TEXT    NOT NULL,
  started_wall_ms BIGINT  NOT NULL,
  updated_ms      BIGINT  NOT NULL,
  stopped         INTEGER NOT NULL,
  totals          BYTEA   NOT NULL
);
CREATE INDEX accounting_session_name ON accounting_session (nas, routers_id);
CREATE INDEX accounting_session_ours ON accounting_session (session_id) WHERE session_id <> '';
CREATE INDEX accounting_session_user ON accounting_session (user_name);
CREATE INDEX accounting_session_updated ON accounting_session (updated_ms);

-- Records that no server of their pool has acknowledged yet, and those that it would not take.
CREATE TABLE accounting_queue (
  seq        BIGINT PRIMARY KEY,
  tenant     TEXT   NOT NULL DEFAULT 'default',
  site       TEXT   NOT NULL DEFAULT 'default',
  pool       TEXT   NOT NULL,
  service_ms BIGINT NOT NULL,
  wall_ms    BIGINT NOT NULL,
  delay_s    BIGINT NOT NULL,
  nas        TEXT   NOT NULL,
  attributes BYTEA  NOT NULL
);
CREATE INDEX accounting_queue_pool ON accounting_queue (pool, seq);

CREATE TABLE accounting_set_aside (
  seq        BIGINT PRIMARY KEY,
  tenant     TEXT   NOT NULL DEFAULT 'default',
  site       TEXT   NOT NULL DEFAULT 'default',
  pool       TEXT   NOT NULL,
  service_ms BIGINT NOT NULL,
  wall_ms    BIGINT NOT NULL,
  delay_s    BIGINT NOT NULL,
  nas        TEXT   NOT NULL,
  attributes BYTEA  NOT NULL,
  reason     TEXT   NOT NULL
);
