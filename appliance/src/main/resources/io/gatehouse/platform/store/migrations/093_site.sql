-- What a hub makes and boxes of a site sell. seq: the site's changes, counted; changed: by which one a row was changed last.
CREATE TABLE hub_site (
  tenant     TEXT    NOT NULL DEFAULT 'default',
  site       TEXT    NOT NULL,
  seq        BIGINT  NOT NULL DEFAULT 0,
  generation INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant, site)
);

-- key_sealed: what the keys of the site's batches are made from. A new generation follows a box that was taken back.
CREATE TABLE hub_site_key (
  tenant     TEXT    NOT NULL DEFAULT 'default',
  site       TEXT    NOT NULL,
  generation INTEGER NOT NULL,
  key_sealed BYTEA   NOT NULL,
  PRIMARY KEY (tenant, site, generation)
);

-- As the plans of a box (010). apart: what holds for a voucher that boxes apart from each other both let in.
CREATE TABLE hub_plan (
  id             TEXT    PRIMARY KEY,
  tenant         TEXT    NOT NULL DEFAULT 'default',
  site           TEXT    NOT NULL,
  apart          TEXT    NOT NULL,
  changed        BIGINT  NOT NULL,
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
  active         INTEGER NOT NULL,
  UNIQUE (tenant, site, name)
);

-- number: stands in the codes. until_ms: in the hub's service time; 0 = never. home: the one box that takes them; empty = any.
CREATE TABLE hub_batch (
  tenant     TEXT    NOT NULL DEFAULT 'default',
  site       TEXT    NOT NULL,
  number     INTEGER NOT NULL,
  id         TEXT    NOT NULL UNIQUE,
  plan_id    TEXT    NOT NULL REFERENCES hub_plan (id),
  home       TEXT    NOT NULL,
  generation INTEGER NOT NULL,
  prefix     TEXT    NOT NULL,
  note       TEXT    NOT NULL,
  author     TEXT    NOT NULL,
  size       INTEGER NOT NULL,
  until_ms   BIGINT  NOT NULL,
  revoked    INTEGER NOT NULL DEFAULT 0,
  changed    BIGINT  NOT NULL,
  PRIMARY KEY (tenant, site, number)
);

-- Who let a voucher in, in the order in which the hub heard of it. voucher: its id on that box. seq: the fact that tells of it.
CREATE TABLE hub_spend (
  tenant  TEXT    NOT NULL DEFAULT 'default',
  site    TEXT    NOT NULL,
  number  INTEGER NOT NULL,
  serial  INTEGER NOT NULL,
  voucher TEXT    NOT NULL,
  box     TEXT    NOT NULL REFERENCES hub_box (id),
  seq     BIGINT  NOT NULL,
  mac     TEXT    NOT NULL,
  outcome TEXT    NOT NULL,
  changed BIGINT  NOT NULL,
  PRIMARY KEY (tenant, site, number, serial, voucher)
);
CREATE INDEX hub_spend_changed ON hub_spend (tenant, site, changed);
CREATE INDEX hub_spend_outcome ON hub_spend (tenant, site, outcome);

-- On a box. of_hub: made there and not to be changed here. home_only: its codes are taken by the box that they were made for.
ALTER TABLE plan ADD COLUMN of_hub INTEGER NOT NULL DEFAULT 0;
ALTER TABLE plan ADD COLUMN home_only INTEGER NOT NULL DEFAULT 0;
-- elsewhere: made for another box of the site.
ALTER TABLE voucher_batch ADD COLUMN of_hub INTEGER NOT NULL DEFAULT 0;
ALTER TABLE voucher_batch ADD COLUMN elsewhere INTEGER NOT NULL DEFAULT 0;

-- On a box: the key of its site, and up to which of the site's changes it has followed.
CREATE TABLE voucher_site (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  tenant     TEXT    NOT NULL DEFAULT 'default',
  site       TEXT    NOT NULL DEFAULT 'default',
  generation INTEGER NOT NULL,
  key_sealed BYTEA   NOT NULL,
  followed   BIGINT  NOT NULL
);
