-- Athletes who had themselves deleted on the page. A row outlives the athlete's own rows, so that settings which still
-- name the athlete don't bring the data back; it goes once they no longer do.
CREATE TABLE deletions (
    name        TEXT    NOT NULL PRIMARY KEY,
    due_at      INTEGER NOT NULL,
    started_at  INTEGER,
    erased_at   INTEGER
) STRICT;
