-- The backends that call the service.

-- A backend and its secret. Two secrets can be valid at the same time, so that one can be replaced without an outage.
create table client (
    id                         text primary key,
    name                       text not null,
    secret_hash                bytea not null,
    previous_secret_hash       bytea,
    previous_secret_expires_at timestamptz,
    scopes                     text[] not null,
    requests_per_minute        integer check (requests_per_minute > 0), -- null: as configured for all clients
    version                    integer not null default 0,  -- grows with every change, so that caches notice it
    created_at                 timestamptz not null
);

-- The hash of a short-lived token of a client. The token is valid while the client exists, for the scopes that the
-- client still has.
create table client_token (
    hash       bytea primary key,
    client_id  text not null references client on delete cascade,
    scopes     text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index client_token_by_client on client_token (client_id);
create index client_token_by_end on client_token (expires_at);

-- Whether the first client was created. The settings create it once for each database.
create table first_client (
    only_row boolean primary key default true check (only_row),
    made_at  timestamptz not null
);
