-- What is known of the athletes' keys for sources: a fingerprint, so that a new one is noticed ('': unknown), the last day it works (null: not told, or
-- it doesn't expire), and the account that its activities belong to, as the first list named it (null: no list has named one).
CREATE TABLE key_properties (
    athlete_id   INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    source       TEXT    NOT NULL,
    fingerprint  TEXT    NOT NULL,
    expires_on   TEXT,
    owner_id     TEXT,
    PRIMARY KEY (athlete_id, source)
) STRICT;
INSERT INTO key_properties (athlete_id, source, fingerprint, expires_on, owner_id)
    SELECT athlete_id, 'garmin', fingerprint, expires_on, owner_id FROM garmin_keys;
DROP TABLE garmin_keys;
