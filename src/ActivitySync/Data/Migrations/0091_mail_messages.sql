-- The bytes of a mail, in a table of their own: a mail changes its state three times while it is sent, and SQLite writes
-- the whole row each time.
CREATE TABLE mail_messages (
    mail_id  INTEGER NOT NULL PRIMARY KEY REFERENCES mails (id) ON DELETE CASCADE,
    message  BLOB    NOT NULL
) STRICT;
INSERT INTO mail_messages (mail_id, message) SELECT id, message FROM mails WHERE message IS NOT NULL;
ALTER TABLE mails DROP COLUMN message;
