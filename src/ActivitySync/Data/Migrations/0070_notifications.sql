-- Short messages to the address in Notify:Url, one for each alert, all-clear and digest. kind and period are those of the mail it goes with.
-- state: waiting, sending, sent, skipped, failed, unknown. uncertain: 1 once an attempt ended without an answer, so it may have arrived.
CREATE TABLE notifications (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id   INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    kind         TEXT    NOT NULL,
    period       TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    body         TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    reason       TEXT,
    attempts     INTEGER NOT NULL,
    uncertain    INTEGER NOT NULL,
    next_try_at  INTEGER,
    due_at       INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL,
    UNIQUE (athlete_id, kind, period)
) STRICT;
