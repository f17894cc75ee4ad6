-- The account that the activities of a key belong to, as the first list named it; null: no list has named one.
ALTER TABLE garmin_keys ADD COLUMN owner_id TEXT;
