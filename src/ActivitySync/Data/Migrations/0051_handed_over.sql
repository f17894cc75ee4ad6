-- Whether the latest attempt to send a mail came to the point from which the mail may arrive. A mail that an older
-- version left while sending may have arrived.
ALTER TABLE mails ADD COLUMN handed_over INTEGER NOT NULL DEFAULT 0;
UPDATE mails SET handed_over = 1 WHERE state = 'sending';
