-- Users of other systems who are moving in.

-- An import that runs by itself. Any replica continues it: the one that has claimed it last.
create table user_import (
    id            uuid primary key,
    client_id     text not null references client on delete cascade,    -- who sent it; no other client sees it
    -- receiving: the file is being sent, and the id is not known to anyone yet
    state         text not null check (state in ('receiving', 'queued', 'running', 'done', 'cancelled', 'failed')),
    dry_run       boolean not null,
    language      text not null,                -- of the problems
    claim         integer not null default 0,   -- grows with each claim, so that a replica notices that it lost its own
    claimed_until timestamptz not null,         -- then another replica continues
    created_at    timestamptz not null,
    started_at    timestamptz,
    finished_at   timestamptz,
    lines         integer not null default 0,   -- the number of the last line with a row
    line          integer not null default 0,   -- rows up to this line are done
    created       integer not null default 0,
    updated       integer not null default 0,
    unchanged     integer not null default 0,
    failed        integer not null default 0
);
create unique index user_import_open on user_import (client_id) where finished_at is null;
create index user_import_due on user_import (claimed_until) where finished_at is null;
create index user_import_by_end on user_import (finished_at) where finished_at is not null;

-- Rows that are not done yet. They have secrets in clear, so they are sealed, and go with the transaction that does them.
create table user_import_chunk (
    import_id   uuid not null references user_import on delete cascade,
    number      integer not null,
    sealed_rows bytea not null,
    created_at  timestamptz not null,
    primary key (import_id, number)
);
create index user_import_chunk_by_age on user_import_chunk (created_at);
create index user_import_chunk_by_key on user_import_chunk (substring(sealed_rows from 2 for 4));

-- The first rows that failed, with the reason. Nothing of a row is kept but the number of its line.
create table user_import_failure (
    import_id uuid not null references user_import on delete cascade,
    line      integer not null,
    problem   text not null,                    -- a problem document
    primary key (import_id, line)
);
