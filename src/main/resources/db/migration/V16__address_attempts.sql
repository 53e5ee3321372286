-- Requests of one kind from one network address in a window of time.
create table address_attempts (
    address    text not null,
    kind       text not null,
    attempts   integer not null,
    expires_at timestamptz not null,
    primary key (address, kind)
);
