-- Races without a recording that the athlete ran, so that no email asks again whether they were started.
CREATE TABLE confirmed_starts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    date        TEXT    NOT NULL,
    UNIQUE (athlete_id, date)
) STRICT;
