-- A backend that calls this service. Two secrets can be live at once, so that one is replaced without an outage.
create table client (
    id                         text primary key,
    name                       text not null,
    secret_hash                bytea not null,
    previous_secret_hash       bytea,
    previous_secret_expires_at timestamptz,
    scopes                     text[] not null,
    created_at                 timestamptz not null
);
