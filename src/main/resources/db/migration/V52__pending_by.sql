-- Who began what waits: the backend a challenge was opened for, and the user who invited. Null where there is none.
alter table challenge add column client_id text;
alter table invitation add column invited_by uuid;
