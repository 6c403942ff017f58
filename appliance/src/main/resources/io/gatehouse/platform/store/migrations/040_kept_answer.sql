-- What was answered to a request that may be sent again, and what may be looked at once more.
-- request is a digest; answer is sealed, and null while the work is under way.
CREATE TABLE kept_answer (
  name       TEXT    PRIMARY KEY,
  tenant     TEXT    NOT NULL DEFAULT 'default',
  site       TEXT    NOT NULL DEFAULT 'default',
  request    BYTEA   NOT NULL,
  answer     BYTEA,
  ends_ms    BIGINT  NOT NULL
);

CREATE INDEX kept_answer_ends ON kept_answer (ends_ms);
