-- Answers given by the links of an email, so that pressing a button twice saves once, and can be undone. All parts are numbers:
-- action and argument as in the address, detail what was chosen on the page. undo_id: the row of undo_steps; NULL if nothing changed.
CREATE TABLE mail_answers (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete_id   INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    mail_id      INTEGER NOT NULL,
    action       INTEGER NOT NULL,
    argument     INTEGER NOT NULL,
    detail       INTEGER NOT NULL,
    undo_id      INTEGER,
    answered_at  INTEGER NOT NULL,
    UNIQUE (athlete_id, mail_id, action, argument, detail)
) STRICT;
