-- A held session is stored as PAUSED with this mark: its device's addresses are used by two.
ALTER TABLE session ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
