-- Athletes who are not in the settings file. settings: a JSON object with the keys of an entry of Athletes[], without
-- Name, which is the athlete's, and without keys of services, which are in source_keys.
CREATE TABLE roster (
    athlete_id  INTEGER NOT NULL PRIMARY KEY REFERENCES athletes (id) ON DELETE CASCADE,
    settings    TEXT    NOT NULL,
    changed_at  INTEGER NOT NULL
) STRICT;
