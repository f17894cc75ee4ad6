-- origin: '' by the athlete, 'calendar' from a source's calendar. origin_key: the source, the event and the day, separated by colons.
ALTER TABLE illnesses ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE illnesses ADD COLUMN origin_key TEXT NOT NULL DEFAULT '';

-- Days on which a source's calendar says that the athlete was injured; a question and no pain. source_key: an event, or a day's wellness entry.
CREATE TABLE injuries (
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    source      TEXT    NOT NULL,
    source_key  TEXT    NOT NULL,
    from_date   TEXT    NOT NULL,
    to_date     TEXT    NOT NULL,
    PRIMARY KEY (athlete_id, source, source_key)
) STRICT;

-- When a source's calendar was read, and the heart rates that it knows, used unless the athlete set any.
CREATE TABLE source_calendars (
    athlete_id          INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    source              TEXT    NOT NULL,
    events_read_at      INTEGER,
    wellness_read_at    INTEGER,
    resting_heart_rate  REAL,
    max_heart_rate      REAL,
    PRIMARY KEY (athlete_id, source)
) STRICT;
