create index session_trial on session (user_agent);
