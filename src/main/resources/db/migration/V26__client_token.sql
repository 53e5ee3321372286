-- A client's short-lived token, by its hash: it is good only while its client is there, and for scopes it still has.
create table client_token (
    hash       bytea primary key,
    client_id  text not null references client on delete cascade,
    scopes     text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index client_token_by_client on client_token (client_id);
create index client_token_by_end on client_token (expires_at);
