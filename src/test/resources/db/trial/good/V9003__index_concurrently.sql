-- Waits for transactions, and holds no lock that others wait for. An attempt that was broken off leaves an index that
-- is not valid.
set lock_timeout = 0;
drop index concurrently if exists session_trial;
create index concurrently session_trial on session (trial);
reset lock_timeout;
