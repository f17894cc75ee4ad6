-- Keys for sources that athletes entered on the page, encrypted like tokens. They override the settings file.
CREATE TABLE source_keys (
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    source      TEXT    NOT NULL,
    key         BLOB    NOT NULL,
    saved_at    INTEGER NOT NULL,
    PRIMARY KEY (athlete_id, source)
) STRICT;

-- Addresses that work for everybody who has them. kind: calendar, state. The address is signed with the number; another number revokes it.
CREATE TABLE feed_links (
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    kind        TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    PRIMARY KEY (athlete_id, kind)
) STRICT;

-- Files uploaded on the page. finished_at: null until all of them are imported.
CREATE TABLE uploads (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id   INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    created_at   INTEGER NOT NULL,
    finished_at  INTEGER
) STRICT;
CREATE INDEX uploads_of_athlete ON uploads (athlete_id);

-- name: as the browser named it. stored_name: below the folder uploads, until it is imported; '' for a file in an archive, whose row is archive_id.
-- attempts: begun and not ended, so a file that ends the program is not read for ever. result: null until it is imported.
-- The four numbers count the files in it; a file that is no archive counts as one.
CREATE TABLE upload_files (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id   INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    upload_id    INTEGER NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    archive_id   INTEGER,
    name         TEXT    NOT NULL,
    stored_name  TEXT    NOT NULL,
    attempts     INTEGER NOT NULL,
    result       TEXT,
    reason       TEXT,
    imported     INTEGER NOT NULL,
    duplicates   INTEGER NOT NULL,
    skipped      INTEGER NOT NULL,
    refused      INTEGER NOT NULL
) STRICT;
CREATE INDEX upload_files_of_upload ON upload_files (upload_id);
