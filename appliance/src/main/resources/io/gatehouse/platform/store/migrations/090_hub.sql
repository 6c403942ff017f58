-- The hub's role: who its boxes are. These tables are empty on a box.
-- key_sealed: the authority's private key (PKCS #8), sealed with the hub's key.
CREATE TABLE hub_authority (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  key_sealed BYTEA   NOT NULL,
  public_key TEXT    NOT NULL
);

-- have: the newest fact that is here for good. missing: facts that the box did not have any more when it could send them.
-- trouble: why nothing is taken from the box; empty where all is well. seen_ms: the last contact by the wall clock.
CREATE TABLE hub_box (
  id       TEXT    PRIMARY KEY,
  tenant   TEXT    NOT NULL DEFAULT 'default',
  site     TEXT    NOT NULL DEFAULT 'default',
  name     TEXT    NOT NULL,
  own_name TEXT    NOT NULL DEFAULT '',
  made_ms  BIGINT  NOT NULL,
  have     BIGINT  NOT NULL DEFAULT 0,
  missing  BIGINT  NOT NULL DEFAULT 0,
  seen_ms  BIGINT  NOT NULL DEFAULT 0,
  trouble  TEXT    NOT NULL DEFAULT '',
  UNIQUE (tenant, name)
);

-- digest: keyed, of the claim's secret. until_ms: in the hub's service time. used_key: whose key it let in; empty before.
CREATE TABLE hub_claim (
  digest   TEXT   PRIMARY KEY,
  tenant   TEXT   NOT NULL DEFAULT 'default',
  box      TEXT   NOT NULL REFERENCES hub_box (id),
  until_ms BIGINT NOT NULL,
  used_key TEXT   NOT NULL DEFAULT ''
);

-- key_digest: of the public key, in hex. ends_ms: by the wall clock.
CREATE TABLE hub_certificate (
  serial     TEXT    PRIMARY KEY,
  tenant     TEXT    NOT NULL DEFAULT 'default',
  box        TEXT    NOT NULL REFERENCES hub_box (id),
  key_digest TEXT    NOT NULL,
  pem        TEXT    NOT NULL,
  ends_ms    BIGINT  NOT NULL,
  revoked    INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX hub_certificate_box ON hub_certificate (box);

-- The journals of the boxes, as they were there: seq counts on each box.
CREATE TABLE hub_fact (
  box        TEXT    NOT NULL REFERENCES hub_box (id),
  seq        BIGINT  NOT NULL,
  tenant     TEXT    NOT NULL DEFAULT 'default',
  site       TEXT    NOT NULL DEFAULT 'default',
  boot_id    TEXT    NOT NULL,
  service_ms BIGINT  NOT NULL,
  wall_ms    BIGINT  NOT NULL,
  trusted    INTEGER NOT NULL,
  kind       TEXT    NOT NULL,
  json       TEXT    NOT NULL,
  PRIMARY KEY (box, seq)
);

-- What a box is to be. document_sealed: partial settings. outcome: what the box made of it; empty before it said so.
CREATE TABLE hub_desired (
  box             TEXT   NOT NULL REFERENCES hub_box (id),
  revision        BIGINT NOT NULL,
  tenant          TEXT   NOT NULL DEFAULT 'default',
  document_sealed BYTEA  NOT NULL,
  author          TEXT   NOT NULL,
  made_ms         BIGINT NOT NULL,
  outcome         TEXT   NOT NULL DEFAULT '',
  note            TEXT   NOT NULL DEFAULT '',
  PRIMARY KEY (box, revision)
);
