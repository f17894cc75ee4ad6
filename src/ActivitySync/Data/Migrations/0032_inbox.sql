-- Files of the inboxes as they were when they were read, so that only what is new or changed is read again.
-- result: what became of the file, the gravest of an archive's members. settled: 0 if the reading itself failed and is tried again.
CREATE TABLE inbox_files (
    athlete_id   INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    path         TEXT    NOT NULL,
    bytes        INTEGER NOT NULL,
    modified_at  INTEGER NOT NULL, -- ticks, as the file system tells it
    result       TEXT    NOT NULL,
    reason       TEXT,
    settled      INTEGER NOT NULL,
    read_at      INTEGER NOT NULL,
    PRIMARY KEY (athlete_id, path)
) STRICT;

-- How the last look into a runner's inbox went. line: why it could not be looked into; null if it could.
CREATE TABLE inboxes (
    athlete_id    INTEGER NOT NULL PRIMARY KEY REFERENCES athletes (id) ON DELETE CASCADE,
    looked_at     INTEGER NOT NULL,
    seen_at       INTEGER,
    line          TEXT
) STRICT;
