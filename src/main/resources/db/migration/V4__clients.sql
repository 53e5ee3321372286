-- The backends that call the service.

-- A backend and its secret. Two secrets can be live at once, so that one can be replaced without an outage.
create table client (
    id                         text primary key,
    name                       text not null,
    secret_hash                bytea not null,
    previous_secret_hash       bytea,
    previous_secret_expires_at timestamptz,
    scopes                     text[] not null,
    requests_per_minute        integer check (requests_per_minute > 0), -- null: as configured for all clients
    version                    integer not null default 0,  -- increases with every change, to confirm caches by
    created_at                 timestamptz not null
);

-- A client's short-lived token, by its hash: good only while its client exists, and for scopes that the client still
-- has.
create table client_token (
    hash       bytea primary key,
    client_id  text not null references client on delete cascade,
    scopes     text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index client_token_by_client on client_token (client_id);
create index client_token_by_end on client_token (expires_at);

-- Whether the first client was created: the settings create one once in the life of a database, and never again.
create table first_client (
    only_row boolean primary key default true check (only_row),
    made_at  timestamptz not null
);
