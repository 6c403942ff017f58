-- nas: the router (NAS) that carries the session; '' = this box's own gate.
ALTER TABLE session ADD COLUMN nas TEXT NOT NULL DEFAULT '';
