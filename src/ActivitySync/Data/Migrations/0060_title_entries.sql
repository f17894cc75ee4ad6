-- Entries from titles are looked up by their recording, once for each recording of an import.
CREATE INDEX massages_by_origin ON massages (athlete_id, origin_key);
CREATE INDEX pains_by_origin ON pains (athlete_id, origin_key);
CREATE INDEX pain_ends_by_origin ON pain_ends (athlete_id, origin_key);
