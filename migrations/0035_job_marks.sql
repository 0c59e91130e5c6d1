-- When each job last came to an end, and when it last failed. No record of an act, and so no audit: one row a job, moved on each minute.
-- left_over: how many things it could not do.
CREATE TABLE job_mark (
  job TEXT PRIMARY KEY NOT NULL,
  ended_at INTEGER,
  left_over INTEGER NOT NULL CHECK (left_over >= 0),
  failed_at INTEGER
) STRICT, WITHOUT ROWID;
