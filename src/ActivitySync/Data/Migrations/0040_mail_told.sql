-- The day a mail was written for, and the mail around a race (its period) that a digest tells in its place.
ALTER TABLE mails ADD COLUMN written_at INTEGER;
ALTER TABLE mails ADD COLUMN tells TEXT;
