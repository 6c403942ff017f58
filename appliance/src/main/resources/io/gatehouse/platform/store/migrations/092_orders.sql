-- At the hub: what boxes are to do. until_ms: in the hub's service time. outcome: as the box said; empty before.
CREATE TABLE hub_order (
  box      TEXT   NOT NULL REFERENCES hub_box (id),
  number   BIGINT NOT NULL,
  tenant   TEXT   NOT NULL DEFAULT 'default',
  kind     TEXT   NOT NULL,
  subject  TEXT   NOT NULL,
  author   TEXT   NOT NULL,
  until_ms BIGINT NOT NULL,
  outcome  TEXT   NOT NULL DEFAULT '',
  note     TEXT   NOT NULL DEFAULT '',
  PRIMARY KEY (box, number)
);

-- On a box: the newest order taken from each hub, by the key of its authority. open_kind: of one that has not ended.
CREATE TABLE link_order (
  hub       TEXT   PRIMARY KEY,
  tenant    TEXT   NOT NULL DEFAULT 'default',
  site      TEXT   NOT NULL DEFAULT 'default',
  taken     BIGINT NOT NULL,
  open_kind TEXT   NOT NULL DEFAULT ''
);
