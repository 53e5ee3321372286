-- A front end asks what became of the mail with a user's code.
create index mail_outbox_by_user on mail_outbox (user_id, id);
