-- A front end asks what became of the mail with a user's code.
create index mail_outbox_by_user on mail_outbox (user_id, id);

-- Who is invited may be no user yet.
alter table mail_outbox alter column user_id drop not null;
