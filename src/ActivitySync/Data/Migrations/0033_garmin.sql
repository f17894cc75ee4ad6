-- What is known of the key of Garmin's personal API: its fingerprint, so that a new one is noticed, and the last day it works.
CREATE TABLE garmin_keys (
    athlete_id   INTEGER NOT NULL PRIMARY KEY REFERENCES athletes (id) ON DELETE CASCADE,
    fingerprint  TEXT    NOT NULL,
    expires_on   TEXT    -- null: not told
) STRICT;
