-- Who is invited may be no user yet.
alter table mail_outbox alter column user_id drop not null;
