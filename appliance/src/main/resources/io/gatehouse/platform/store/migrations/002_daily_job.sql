-- When a daily job last ran. Jobs with a period keep nothing.
-- day: the local day since 1970 that the run was for, -1 where the clock was not trusted.
CREATE TABLE daily_job (
  name       TEXT   PRIMARY KEY,
  day        BIGINT NOT NULL,
  service_ms BIGINT NOT NULL
);
