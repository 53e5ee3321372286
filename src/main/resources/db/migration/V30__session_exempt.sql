-- A session begun by an identity provider's word, where that is exempt: no policy ends it.
alter table session add column policy_exempt boolean not null default false;
