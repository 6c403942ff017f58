-- Orders of RADIUS servers that were answered, so that none is carried out twice: a replay is the
-- same bytes, and has the same authenticator. at_ms is service time; older ones are forgotten once
-- their Event-Timestamp is refused anyway.
CREATE TABLE radius_order (
  authenticator TEXT   PRIMARY KEY,
  tenant        TEXT   NOT NULL DEFAULT 'default',
  site          TEXT   NOT NULL DEFAULT 'default',
  at_ms         BIGINT NOT NULL,
  reply         BYTEA  NOT NULL
);
CREATE INDEX radius_order_at ON radius_order (at_ms);
