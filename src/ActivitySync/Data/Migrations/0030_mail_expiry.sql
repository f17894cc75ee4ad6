-- After this instant a mail is stale and no longer sent; null is the usual time after due_at.
ALTER TABLE mails ADD COLUMN expires_at INTEGER;
