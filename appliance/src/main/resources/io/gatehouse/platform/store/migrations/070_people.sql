-- What each operator may do; the operators there were so far could do everything.
ALTER TABLE operator ADD COLUMN role TEXT NOT NULL DEFAULT 'SUPER_ADMIN';
ALTER TABLE operator ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0;

-- Ways in for programs. digest: SHA-256 of a random token; expires_ms: service time;
-- expires_wall_ms: the same moment on the wall clock, 0 where that was unknown.
CREATE TABLE api_token (
  id              TEXT    PRIMARY KEY,
  tenant          TEXT    NOT NULL DEFAULT 'default',
  site            TEXT    NOT NULL DEFAULT 'default',
  operator        TEXT    NOT NULL,
  name            TEXT    NOT NULL,
  role            TEXT    NOT NULL,
  digest          TEXT    NOT NULL UNIQUE,
  created_ms      BIGINT  NOT NULL,
  expires_ms      BIGINT  NOT NULL,
  expires_wall_ms BIGINT  NOT NULL
);

-- Where operators may come from; none = from anywhere on the management network.
CREATE TABLE allowed_network (
  network TEXT NOT NULL,
  tenant  TEXT NOT NULL DEFAULT 'default',
  site    TEXT NOT NULL DEFAULT 'default',
  PRIMARY KEY (tenant, site, network)
);
