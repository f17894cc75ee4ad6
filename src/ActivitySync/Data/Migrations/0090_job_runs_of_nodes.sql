-- The last run of a job on each node. node: its name; '' with a database that only one node can have, and for runs of
-- earlier versions.
ALTER TABLE job_runs RENAME TO earlier_job_runs;
CREATE TABLE job_runs (
    node          TEXT    NOT NULL DEFAULT '',
    job           TEXT    NOT NULL,
    tried_at      INTEGER NOT NULL,
    succeeded_at  INTEGER,
    failures      INTEGER NOT NULL,
    line          TEXT,
    PRIMARY KEY (node, job)
) STRICT;
INSERT INTO job_runs (node, job, tried_at, succeeded_at, failures, line)
    SELECT '', job, tried_at, succeeded_at, failures, line FROM earlier_job_runs;
DROP TABLE earlier_job_runs;
