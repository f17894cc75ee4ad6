-- Feeds of races. feed: a fingerprint of the address, which is a secret. line: what is wrong with it; null if it was read.
CREATE TABLE race_feeds (
    athlete_id    INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    feed          TEXT    NOT NULL,
    tried_at      INTEGER NOT NULL,
    succeeded_at  INTEGER,
    line          TEXT,
    PRIMARY KEY (athlete_id, feed)
) STRICT;
