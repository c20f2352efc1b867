-- One driver, one sealed document. Numbers are found by their keyed hash alone.
CREATE TABLE holder (
    id INTEGER PRIMARY KEY,
    blind BLOB NOT NULL UNIQUE,
    doc BLOB NOT NULL
) STRICT;
CREATE TABLE photo (
    holder INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (holder, sha256)
) STRICT;
CREATE TABLE once (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    digest BLOB NOT NULL,
    answer BLOB NOT NULL,
    PRIMARY KEY (scope, key)
) STRICT;
CREATE TABLE challenge (nonce BLOB PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT;
CREATE TABLE device (
    kid BLOB PRIMARY KEY,
    holder INTEGER,
    over INTEGER NOT NULL,
    doc TEXT NOT NULL
) STRICT;
CREATE TABLE terminal (kid BLOB PRIMARY KEY, doc TEXT NOT NULL) STRICT;
CREATE TABLE code (blind BLOB PRIMARY KEY, doc TEXT NOT NULL) STRICT;
CREATE TABLE review (
    id TEXT PRIMARY KEY,
    holder INTEGER NOT NULL,
    application TEXT NOT NULL,
    due INTEGER NOT NULL,
    submitted_at INTEGER NOT NULL,
    officer TEXT,
    lease_until INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX review_open ON review (done, due, submitted_at);
CREATE TABLE entry (
    idx INTEGER PRIMARY KEY,
    holder INTEGER NOT NULL,
    value INTEGER NOT NULL,
    clear_at INTEGER NOT NULL
) STRICT;
CREATE TABLE presented (
    kind TEXT NOT NULL,
    hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (kind, hash)
) STRICT;
CREATE TABLE number (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE outbox (id TEXT PRIMARY KEY, doc BLOB NOT NULL) STRICT;
