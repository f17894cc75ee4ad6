-- The device as the source names it, for the credits that a source's terms demand; deleted with the row.
ALTER TABLE recordings ADD COLUMN device_name TEXT;
