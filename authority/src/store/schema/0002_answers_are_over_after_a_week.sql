-- Nobody wrote down when the answers so far were kept: their week begins now.
ALTER TABLE once ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
UPDATE once SET at = CAST(strftime('%s', 'now') AS INTEGER);
CREATE INDEX once_at ON once (at);
