-- Set while new tokens are asked for and the answer is not on the disk yet: a refusal after that is our loss, not the runner's will.
ALTER TABLE tokens ADD COLUMN asked_at INTEGER;

-- A service hinted that something changed; a hint is a reason to sync, never a fact.
CREATE TABLE sync_hints (
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    source      TEXT    NOT NULL,
    hinted_at   INTEGER NOT NULL,
    PRIMARY KEY (athlete_id, source)
) STRICT;

-- The one subscription an application may have to a service's events. line: what is wrong with it; null if it stands.
CREATE TABLE subscriptions (
    source           TEXT    NOT NULL PRIMARY KEY,
    subscription_id  TEXT    NOT NULL,
    public_url       TEXT    NOT NULL,
    line             TEXT,
    checked_at       INTEGER NOT NULL
) STRICT;
