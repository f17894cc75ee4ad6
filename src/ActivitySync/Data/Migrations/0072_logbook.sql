-- What a change by the athlete removed and added, as JSON, so that it can be undone for a day. It may contain health
-- notes: it is deleted after that day, is not exported, and backups leave it out. payload: empty once undone.
CREATE TABLE undo_steps (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    created_at  INTEGER NOT NULL,
    payload     TEXT    NOT NULL
) STRICT;

CREATE INDEX undo_steps_by_athlete ON undo_steps (athlete_id);

-- "Not this week": suggested days that the athlete declined, both included.
CREATE TABLE declined_suggestions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id   INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    kind         TEXT    NOT NULL,
    window_from  TEXT    NOT NULL,
    window_to    TEXT    NOT NULL,
    declined_on  TEXT    NOT NULL
) STRICT;

CREATE INDEX declined_suggestions_by_athlete ON declined_suggestions (athlete_id);
