-- Health counts the mails that wait or have failed, of all athletes; most mails were sent long ago.
CREATE INDEX mails_by_state ON mails (state);
