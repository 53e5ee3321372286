-- A column that rows of the version before leave empty, and a constraint that is checked without a lock.
alter table session add column trial text;
alter table session add constraint session_trial check (trial <> '') not valid;
