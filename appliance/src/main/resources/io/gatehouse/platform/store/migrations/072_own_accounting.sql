-- The box's own sessions as an upstream server was told of them. A session that lives over a boot
-- has another Acct-Session-Id afterwards; base_*: what earlier ones accounted for.
CREATE TABLE own_accounting (
  session    TEXT   PRIMARY KEY,
  tenant     TEXT   NOT NULL DEFAULT 'default',
  site       TEXT   NOT NULL DEFAULT 'default',
  pool       TEXT   NOT NULL,
  boot_id    TEXT   NOT NULL,
  acct_id    TEXT   NOT NULL,
  pass       TEXT   NOT NULL,
  user_name  TEXT   NOT NULL,
  mac        TEXT   NOT NULL,
  ip         TEXT   NOT NULL,
  base_s     BIGINT NOT NULL,
  base_up    BIGINT NOT NULL,
  base_down  BIGINT NOT NULL,
  told_ms    BIGINT NOT NULL,
  told_s     BIGINT NOT NULL,
  told_up    BIGINT NOT NULL,
  told_down  BIGINT NOT NULL
);
CREATE INDEX own_accounting_told ON own_accounting (told_ms);

-- The boots that were told to pools by Accounting-On.
CREATE TABLE own_accounting_on (
  pool    TEXT PRIMARY KEY,
  boot_id TEXT NOT NULL
);
