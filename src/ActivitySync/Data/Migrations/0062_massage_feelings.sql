-- How a massage left the athlete: better, same or worse; said by command (origin '') or in a title.
-- said_on: the day it was said; in a title, the date of the activity. said_at: when it was stored.
-- massage_date: by command, the date of the massage. Null in a title: its massage may be logged later, so it is found
-- by said_on when the row is read.
CREATE TABLE massage_feelings (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id    INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    massage_date  TEXT,
    feeling       TEXT    NOT NULL,
    said_on       TEXT    NOT NULL,
    said_at       INTEGER NOT NULL,
    origin        TEXT    NOT NULL,
    origin_key    TEXT    NOT NULL
) STRICT;

-- One answer by command for each massage date; of a title, the lookup by its recording.
CREATE UNIQUE INDEX massage_feelings_by_origin ON massage_feelings (athlete_id, origin_key, massage_date);
