-- Settings that an athlete changed on the page or by command; they override the settings file.
-- key: below Athletes[], such as Digest:Day. value: as in the settings file; of a list, each line is an element.
CREATE TABLE preferences (
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    key         TEXT    NOT NULL,
    value       TEXT    NOT NULL,
    changed_at  INTEGER NOT NULL,
    PRIMARY KEY (athlete_id, key)
) STRICT;
