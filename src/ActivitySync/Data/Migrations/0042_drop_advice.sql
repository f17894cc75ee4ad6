-- Plans were stored here but never read.
DROP TABLE advice;
