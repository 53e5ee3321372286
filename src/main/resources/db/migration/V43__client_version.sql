-- Changes with every change of a client, so that what a replica remembers of it can be confirmed in passing.
alter table client add column version integer not null default 0;
