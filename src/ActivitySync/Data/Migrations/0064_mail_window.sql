-- The days that a mail suggests for a massage, so that later mails keep them or say what changed.
ALTER TABLE mails ADD COLUMN window_kind TEXT;
ALTER TABLE mails ADD COLUMN window_from TEXT;
ALTER TABLE mails ADD COLUMN window_to TEXT;
