-- Whether the first client was made: the settings make one once in the life of a database, and never again. A database that
-- has clients already has had its first.
create table first_client (
    only_row boolean primary key default true check (only_row),
    made_at  timestamptz not null
);
insert into first_client (made_at) select now() where exists (select from client);
