-- Instants are seconds since 1970-01-01T00:00:00Z, dates YYYY-MM-DD in the runner's zone.

CREATE TABLE athletes (
    id          INTEGER PRIMARY KEY,
    name        TEXT    NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL
) STRICT;

-- One row a runner and service. Both tokens are sealed with a key outside this file.
CREATE TABLE tokens (
    athlete_id         INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    source             TEXT    NOT NULL,
    source_athlete_id  TEXT    NOT NULL,
    access_token       BLOB    NOT NULL,
    refresh_token      BLOB    NOT NULL,
    expires_at         INTEGER NOT NULL,
    scope              TEXT    NOT NULL,
    dead_reason        TEXT,
    updated_at         INTEGER NOT NULL,
    PRIMARY KEY (athlete_id, source)
) STRICT;

-- The state that the last 'connect' printed, so that a pasted address can be held against it.
CREATE TABLE authorisations (
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    source      TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    asked_at    INTEGER NOT NULL,
    PRIMARY KEY (athlete_id, source)
) STRICT;

-- What an application has used of a service's limits, as its headers last told: all calls, and reading calls.
-- Both windows end at an instant of our own clock, so a clock that goes wrong by minutes changes nothing.
CREATE TABLE rate_limits (
    source            TEXT    NOT NULL PRIMARY KEY,
    short_limit       INTEGER,
    short_used        INTEGER,
    day_limit         INTEGER,
    day_used          INTEGER,
    read_short_limit  INTEGER,
    read_short_used   INTEGER,
    read_day_limit    INTEGER,
    read_day_used     INTEGER,
    short_ends_at     INTEGER NOT NULL,
    day_ends_at       INTEGER NOT NULL,
    observed_at       INTEGER NOT NULL,
    blocked_until     INTEGER
) STRICT;

-- The activity a recording belongs to. It outlives the recording: what expired and is read again keeps its id.
CREATE TABLE identities (
    athlete_id   INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    source       TEXT    NOT NULL,
    source_id    TEXT    NOT NULL,
    activity_id  INTEGER NOT NULL,
    PRIMARY KEY (athlete_id, source, source_id)
) STRICT;

CREATE INDEX identities_by_activity ON identities (athlete_id, activity_id);

-- As hashtags name it in origin_key.
CREATE INDEX identities_by_origin_key ON identities (athlete_id, (source || ':' || source_id));

-- Hands out activity ids, never the same one twice.
CREATE TABLE activity_ids (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE
) STRICT;

-- Recordings as the sources hold them: only what the rules need, no tracks.
CREATE TABLE recordings (
    athlete_id           INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    source               TEXT    NOT NULL,
    source_id            TEXT    NOT NULL,
    format               TEXT    NOT NULL,
    started_at           INTEGER NOT NULL,
    utc_offset_seconds   INTEGER NOT NULL,
    sport                TEXT    NOT NULL,
    name                 TEXT    NOT NULL,
    distance_meters      REAL,
    moving_seconds       REAL,
    elapsed_seconds      REAL,
    average_heart_rate   REAL,
    max_heart_rate       REAL,
    ascent_meters        REAL,
    descent_meters       REAL,
    perceived_exertion   REAL,
    source_tag           TEXT,
    device_race          INTEGER NOT NULL,
    first_seen_at        INTEGER NOT NULL,
    confirmed_at         INTEGER NOT NULL,
    PRIMARY KEY (athlete_id, source, source_id)
) STRICT;

CREATE INDEX recordings_by_start ON recordings (athlete_id, started_at);

-- Files seen, by content, so that the same bytes are not read twice and a refusal keeps its reason.
CREATE TABLE files (
    athlete_id    INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    content_hash  TEXT    NOT NULL,
    file_name     TEXT    NOT NULL,
    result        TEXT    NOT NULL,
    reason        TEXT,
    seen_at       INTEGER NOT NULL,
    PRIMARY KEY (athlete_id, content_hash)
) STRICT;

CREATE TABLE syncs (
    athlete_id       INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    source           TEXT    NOT NULL,
    tried_at         INTEGER NOT NULL,
    outcome          TEXT    NOT NULL,
    line             TEXT,
    succeeded_at     INTEGER,
    full_at          INTEGER,
    retry_at         INTEGER,
    failures         INTEGER NOT NULL,
    PRIMARY KEY (athlete_id, source)
) STRICT;

-- What the runner says. It hangs on the source's own id, so it outlives an expired recording.
-- origin: 'runner' (command line or page) or 'title' (a hashtag).
CREATE TABLE labels (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    source      TEXT    NOT NULL,
    source_id   TEXT    NOT NULL,
    word        TEXT    NOT NULL,
    importance  TEXT,
    origin      TEXT    NOT NULL,
    said_at     INTEGER NOT NULL
) STRICT;

CREATE INDEX labels_by_recording ON labels (athlete_id, source, source_id);

-- origin and origin_key say who told: '' for the runner, a recording's source and id for a hashtag, a feed and event for a calendar.
CREATE TABLE massages (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    date        TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    origin      TEXT    NOT NULL,
    origin_key  TEXT    NOT NULL
) STRICT;

CREATE TABLE slots (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    date        TEXT    NOT NULL,
    kind        TEXT    NOT NULL
) STRICT;

CREATE TABLE pains (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id   INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    date         TEXT    NOT NULL,
    area         TEXT    NOT NULL,
    severity     REAL    NOT NULL,
    signs        TEXT    NOT NULL, -- separated by spaces
    resolved_on  TEXT,
    said_at      INTEGER,          -- the start of the activity whose title says it; null by hand
    origin       TEXT    NOT NULL,
    origin_key   TEXT    NOT NULL
) STRICT;

-- "It is gone", said in a title: ends the pains told of before. Area '' is all of them.
CREATE TABLE pain_ends (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    date        TEXT    NOT NULL,
    area        TEXT    NOT NULL,
    said_at     INTEGER NOT NULL,
    origin_key  TEXT    NOT NULL
) STRICT;

CREATE TABLE illnesses (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    date        TEXT    NOT NULL,
    kind        TEXT    NOT NULL
) STRICT;

CREATE TABLE races (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id       INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    date             TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    distance_meters  REAL,
    importance       TEXT,
    origin           TEXT    NOT NULL,
    origin_key       TEXT    NOT NULL
) STRICT;

CREATE TABLE planned_sessions (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    date        TEXT    NOT NULL,
    kind        TEXT    NOT NULL
) STRICT;

-- No mails up to and with this date.
CREATE TABLE pauses (
    athlete_id  INTEGER NOT NULL PRIMARY KEY REFERENCES athletes (id) ON DELETE CASCADE,
    until       TEXT    NOT NULL
) STRICT;

-- "No mails", said in a title: from a date to another, both included.
CREATE TABLE title_pauses (
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    origin_key  TEXT    NOT NULL,
    from_date   TEXT    NOT NULL,
    until       TEXT    NOT NULL,
    PRIMARY KEY (athlete_id, origin_key)
) STRICT;

-- The last plan made for a day, as the document that 'plan --json' prints.
CREATE TABLE advice (
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    as_of       TEXT    NOT NULL,
    made_at     INTEGER NOT NULL,
    plan        TEXT    NOT NULL,
    PRIMARY KEY (athlete_id, as_of)
) STRICT;

-- One mail a runner, kind and period, for good: the triple is what makes it unique. Another copy has its number behind the period: 2026-W47#1.
-- state: planned, rendered, sending, sent, skipped, failed, unknown.
-- empty: 1 if it had nothing to tell, for want of training.
-- uncertain: 1 once a try ended without an answer, so the mail may have arrived. bytes_until: the message is not kept beyond.
CREATE TABLE mails (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id     INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    kind           TEXT    NOT NULL,
    period         TEXT    NOT NULL,
    state          TEXT    NOT NULL,
    reason         TEXT,
    due_at         INTEGER NOT NULL,
    message_id     TEXT,
    message        BLOB,
    attempts       INTEGER NOT NULL,
    uncertain      INTEGER NOT NULL,
    next_try_at    INTEGER,
    quotes_strava  INTEGER NOT NULL,
    empty          INTEGER NOT NULL DEFAULT 0,
    bytes_until    INTEGER,
    changed_at     INTEGER NOT NULL,
    UNIQUE (athlete_id, kind, period)
) STRICT;

-- How the daemon's jobs last went, for those who watch it from another process.
CREATE TABLE job_runs (
    job           TEXT    NOT NULL PRIMARY KEY,
    tried_at      INTEGER NOT NULL,
    succeeded_at  INTEGER,
    failures      INTEGER NOT NULL,
    line          TEXT
) STRICT;
