-- People with a login on this box, and what they did.
-- password is an argon2id hash in PHC string format.
CREATE TABLE operator (
  id          TEXT    PRIMARY KEY,
  tenant      TEXT    NOT NULL DEFAULT 'default',
  site        TEXT    NOT NULL DEFAULT 'default',
  name        TEXT    NOT NULL,
  password    TEXT    NOT NULL,
  must_change INTEGER NOT NULL,
  created_ms  BIGINT  NOT NULL,
  UNIQUE (tenant, site, name)
);

-- service_ms is service time; wall_ms is for display.
CREATE TABLE audit (
  seq          BIGINT PRIMARY KEY,
  tenant       TEXT   NOT NULL DEFAULT 'default',
  site         TEXT   NOT NULL DEFAULT 'default',
  who          TEXT   NOT NULL,
  from_address TEXT   NOT NULL,
  action       TEXT   NOT NULL,
  target       TEXT   NOT NULL,
  outcome      TEXT   NOT NULL,
  service_ms   BIGINT NOT NULL,
  wall_ms      BIGINT NOT NULL
);
