-- Who does what on several nodes. Times are milliseconds of the database's clock. A lease of subject 0 is one of a job;
-- any other subject is an athlete. Rows stay, so that fences only grow.
CREATE TABLE leases (
    work        TEXT    NOT NULL,
    subject     INTEGER NOT NULL,
    owner       TEXT    NOT NULL,
    fence       INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    PRIMARY KEY (work, subject)
) STRICT;

CREATE TABLE nodes (
    name            TEXT    NOT NULL PRIMARY KEY,
    version         TEXT    NOT NULL,
    schema_version  INTEGER NOT NULL,
    settings_hash   TEXT    NOT NULL,
    started_at      INTEGER NOT NULL,
    seen_at         INTEGER NOT NULL,
    clock_offset    INTEGER NOT NULL,
    fenced_off      INTEGER NOT NULL
) STRICT;
