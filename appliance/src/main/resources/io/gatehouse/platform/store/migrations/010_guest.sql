-- Plans, vouchers, what was bought (passes), and the presence of devices (sessions).
-- Every *_ms is service time in milliseconds. A zero in a limit means "no such limit".
CREATE TABLE plan (
  id             TEXT    PRIMARY KEY,
  tenant         TEXT    NOT NULL DEFAULT 'default',
  site           TEXT    NOT NULL DEFAULT 'default',
  name           TEXT    NOT NULL,
  price_minor    BIGINT  NOT NULL,
  currency       TEXT    NOT NULL,
  seconds        BIGINT  NOT NULL,
  timing         TEXT    NOT NULL,
  quota_bytes    BIGINT  NOT NULL,
  down_kbps      INTEGER NOT NULL,
  up_kbps        INTEGER NOT NULL,
  burst_kb       INTEGER NOT NULL,
  devices        INTEGER NOT NULL,
  valid_days     INTEGER NOT NULL,
  daily_seconds  BIGINT  NOT NULL,
  after_quota    TEXT    NOT NULL,
  slow_down_kbps INTEGER NOT NULL,
  slow_up_kbps   INTEGER NOT NULL,
  slow_burst_kb  INTEGER NOT NULL,
  active         INTEGER NOT NULL
);

-- number and sealed_key belong to signed batches; a revoked batch loses its key.
CREATE TABLE voucher_batch (
  id         TEXT    PRIMARY KEY,
  tenant     TEXT    NOT NULL DEFAULT 'default',
  site       TEXT    NOT NULL DEFAULT 'default',
  kind       TEXT    NOT NULL CHECK (kind IN ('RANDOM', 'SIGNED')),
  number     INTEGER,
  plan_id    TEXT    NOT NULL REFERENCES plan (id),
  prefix     TEXT    NOT NULL,
  note       TEXT    NOT NULL,
  size       INTEGER NOT NULL,
  created_ms BIGINT  NOT NULL,
  ends_ms    BIGINT  NOT NULL,
  sealed_key BYTEA,
  revoked    INTEGER NOT NULL DEFAULT 0,
  UNIQUE (tenant, site, number)
);
CREATE INDEX voucher_batch_plan ON voucher_batch (plan_id);

-- What was bought: the plan's terms as they were, and what was used of them.
-- used_ms counts what is over; running_since_ms is set while banked time runs.
CREATE TABLE pass (
  id               TEXT    PRIMARY KEY,
  tenant           TEXT    NOT NULL DEFAULT 'default',
  site             TEXT    NOT NULL DEFAULT 'default',
  voucher_id       TEXT    UNIQUE,
  plan_id          TEXT    NOT NULL REFERENCES plan (id),
  name             TEXT    NOT NULL,
  price_minor      BIGINT  NOT NULL,
  currency         TEXT    NOT NULL,
  seconds          BIGINT  NOT NULL,
  timing           TEXT    NOT NULL,
  quota_bytes      BIGINT  NOT NULL,
  down_kbps        INTEGER NOT NULL,
  up_kbps          INTEGER NOT NULL,
  burst_kb         INTEGER NOT NULL,
  devices          INTEGER NOT NULL,
  valid_days       INTEGER NOT NULL,
  daily_seconds    BIGINT  NOT NULL,
  after_quota      TEXT    NOT NULL,
  slow_down_kbps   INTEGER NOT NULL,
  slow_up_kbps     INTEGER NOT NULL,
  slow_burst_kb    INTEGER NOT NULL,
  active           INTEGER NOT NULL,
  started_ms       BIGINT,
  used_ms          BIGINT  NOT NULL,
  running_since_ms BIGINT,
  ended_bytes      BIGINT  NOT NULL,
  forgiven_bytes   BIGINT  NOT NULL
);
CREATE INDEX pass_plan ON pass (plan_id);

-- EXPIRED is no stored state: an AVAILABLE voucher is expired from valid_until_ms on (0 = never).
CREATE TABLE voucher (
  id             TEXT    PRIMARY KEY,
  tenant         TEXT    NOT NULL DEFAULT 'default',
  site           TEXT    NOT NULL DEFAULT 'default',
  batch_id       TEXT    NOT NULL REFERENCES voucher_batch (id),
  plan_id        TEXT    NOT NULL REFERENCES plan (id),
  digest         BYTEA,
  serial         INTEGER NOT NULL,
  hint           TEXT    NOT NULL,
  state          TEXT    NOT NULL CHECK (state IN ('AVAILABLE', 'USED', 'REVOKED')),
  valid_until_ms BIGINT  NOT NULL,
  pass_id        TEXT    REFERENCES pass (id),
  UNIQUE (digest),
  UNIQUE (batch_id, serial)
);
-- Ids count up, so that shorter ones are older.
CREATE INDEX voucher_order ON voucher (length(id), id);
CREATE INDEX voucher_plan ON voucher (plan_id);
CREATE INDEX voucher_pass ON voucher (pass_id);

-- The devices that share a pass. A place is proved by the digest of its resume token.
CREATE TABLE pass_device (
  pass_id       TEXT   NOT NULL REFERENCES pass (id),
  mac           TEXT   NOT NULL,
  bound_ms      BIGINT NOT NULL,
  resume_digest BYTEA,
  PRIMARY KEY (pass_id, mac),
  UNIQUE (resume_digest)
);

-- present_ms counts earlier stretches of an interrupted presence; since_ms is when the state began.
CREATE TABLE session (
  id         TEXT   PRIMARY KEY,
  tenant     TEXT   NOT NULL DEFAULT 'default',
  site       TEXT   NOT NULL DEFAULT 'default',
  pass_id    TEXT   NOT NULL REFERENCES pass (id),
  mac        TEXT   NOT NULL,
  ip         TEXT   NOT NULL,
  hostname   TEXT   NOT NULL,
  state      TEXT   NOT NULL CHECK (state IN ('OPEN', 'PAUSED', 'ENDED')),
  opened_ms  BIGINT NOT NULL,
  since_ms   BIGINT NOT NULL,
  present_ms BIGINT NOT NULL,
  reason     TEXT,
  up_bytes   BIGINT NOT NULL,
  down_bytes BIGINT NOT NULL
);
CREATE UNIQUE INDEX session_one_per_device ON session (mac, tenant, site) WHERE state <> 'ENDED';
CREATE INDEX session_address ON session (ip) WHERE state = 'OPEN';
CREATE INDEX session_pass ON session (pass_id);
CREATE INDEX session_last ON session (mac, since_ms);

-- Stretches of presence under plans with a daily share, kept for a day.
CREATE TABLE daily_presence (
  mac     TEXT   NOT NULL,
  plan_id TEXT   NOT NULL REFERENCES plan (id),
  from_ms BIGINT NOT NULL,
  to_ms   BIGINT NOT NULL
);
CREATE INDEX daily_presence_device ON daily_presence (mac, plan_id, to_ms);
CREATE INDEX daily_presence_end ON daily_presence (to_ms);
CREATE INDEX daily_presence_plan ON daily_presence (plan_id);

-- One row per minute: what each open session sent and received since the row before (see UsageBatch).
CREATE TABLE usage_batch (
  seq        BIGINT PRIMARY KEY,
  tenant     TEXT   NOT NULL DEFAULT 'default',
  site       TEXT   NOT NULL DEFAULT 'default',
  service_ms BIGINT NOT NULL,
  sessions   INTEGER NOT NULL,
  up_bytes   BIGINT NOT NULL,
  down_bytes BIGINT NOT NULL,
  rows_blob  BYTEA  NOT NULL
);

-- Up to which batch the totals of open sessions have been written into their rows.
CREATE TABLE usage_folded (
  id  INTEGER PRIMARY KEY CHECK (id = 1),
  seq BIGINT  NOT NULL
);

-- Sums for reports. The day is a label given from outside and decides nothing.
CREATE TABLE usage_day (
  tenant         TEXT    NOT NULL DEFAULT 'default',
  site           TEXT    NOT NULL DEFAULT 'default',
  day            TEXT    NOT NULL,
  plan_id        TEXT    NOT NULL REFERENCES plan (id),
  sessions       BIGINT  NOT NULL,
  redeemed       BIGINT  NOT NULL,
  revenue_minor  BIGINT  NOT NULL,
  currency       TEXT    NOT NULL,
  seconds        BIGINT  NOT NULL,
  up_bytes       BIGINT  NOT NULL,
  down_bytes     BIGINT  NOT NULL,
  PRIMARY KEY (tenant, site, day, plan_id, currency)
);
CREATE INDEX usage_day_plan ON usage_day (plan_id);
