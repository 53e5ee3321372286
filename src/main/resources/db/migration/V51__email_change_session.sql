-- The session that asked for another address: no other can enter the code.
alter table email_change add column session_id uuid;
