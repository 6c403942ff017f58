-- People with a name and a password of their own: routers, enterprise Wi-Fi and the portal ask for them.
-- Exactly one of password_hash (argon2id, PHC) and password_sealed is set (see AccountPasswords).
-- quota_bytes and at_once: 0 = as the plan says. time_window: '' = always. vlan: 0 = none.
CREATE TABLE account (
  id              TEXT    PRIMARY KEY,
  tenant          TEXT    NOT NULL DEFAULT 'default',
  site            TEXT    NOT NULL DEFAULT 'default',
  name            TEXT    NOT NULL,
  plan_id         TEXT    NOT NULL REFERENCES plan (id),
  status          TEXT    NOT NULL CHECK (status IN ('ACTIVE', 'SUSPENDED', 'DISABLED')),
  password_hash   TEXT,
  password_sealed BYTEA,
  quota_bytes     BIGINT  NOT NULL,
  at_once         INTEGER NOT NULL,
  time_window     TEXT    NOT NULL,
  only_listed     INTEGER NOT NULL,
  address         TEXT    NOT NULL,
  pool            TEXT    NOT NULL,
  vlan            INTEGER NOT NULL,
  group_name      TEXT    NOT NULL,
  pass_id         TEXT    REFERENCES pass (id),
  created_ms      BIGINT  NOT NULL,
  UNIQUE (tenant, site, name)
);
CREATE INDEX account_plan ON account (plan_id);
CREATE INDEX account_pass ON account (pass_id);

-- Devices of an account: they come in by their address alone, and with only_listed no other does.
CREATE TABLE account_mac (
  mac        TEXT NOT NULL,
  tenant     TEXT NOT NULL DEFAULT 'default',
  site       TEXT NOT NULL DEFAULT 'default',
  account_id TEXT NOT NULL REFERENCES account (id),
  PRIMARY KEY (mac, tenant, site)
);
CREATE INDEX account_mac_account ON account_mac (account_id);
