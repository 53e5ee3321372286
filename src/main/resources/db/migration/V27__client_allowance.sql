-- What the replicas together have taken of a client's requests in the minute at hand.
create table client_allowance (
    client_id text primary key,
    taken     integer not null,
    ends_at   timestamptz not null
);
