-- Who is signed in on the athlete's page. Of each token only the SHA-256 is stored, so a copy of the database signs nobody in.
CREATE TABLE sessions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    token_hash TEXT    NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    browser    TEXT    NOT NULL
) STRICT;
CREATE INDEX sessions_of_athlete ON sessions (athlete_id);

-- Links that start a session, once and for some minutes. used_at: null until then.
CREATE TABLE sign_in_links (
    token_hash TEXT    NOT NULL PRIMARY KEY,
    athlete_id INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;
CREATE INDEX sign_in_links_of_athlete ON sign_in_links (athlete_id);
