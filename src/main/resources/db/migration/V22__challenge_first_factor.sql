-- What the first step proved, in the words of RFC 8176: the session that follows says so too.
alter table challenge add column first_amr text[] not null default '{pwd}';
