-- 0: the document's secrets stand in clear, as programs before this one wrote them; the next start seals them.
ALTER TABLE revision ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
