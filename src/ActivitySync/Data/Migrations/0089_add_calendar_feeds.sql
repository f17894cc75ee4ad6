-- The suggested days of an athlete as the calendar (RFC 5545) that programs subscribe to.
CREATE TABLE calendar_feeds (
    athlete_id  INTEGER NOT NULL PRIMARY KEY REFERENCES athletes (id) ON DELETE CASCADE,
    content     TEXT    NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;
