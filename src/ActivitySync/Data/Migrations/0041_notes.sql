-- Instants that the daemon keeps in mind and that are no runner's: when a watcher was last told, when missed times were last made up for.
CREATE TABLE notes (
    name  TEXT    NOT NULL PRIMARY KEY,
    at    INTEGER NOT NULL
) STRICT;

-- They stood among the jobs, and passed for some.
INSERT INTO notes (name, at) SELECT job, tried_at FROM job_runs WHERE job = 'heartbeat-told' OR job LIKE 'missed-%';
DELETE FROM job_runs WHERE job IN (SELECT name FROM notes);
