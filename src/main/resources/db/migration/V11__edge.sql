-- What the service compares when it starts.

-- What each key of the keyset makes of a known text. By it a wrong keyset stops the start, and not a sign-in later.
create table keyset_check (
    purpose     text not null,
    key_id      integer not null,
    check_value bytea not null,
    first_at    timestamptz not null,   -- since when the service has had it; of 'secrets', since when it seals
    primary key (purpose, key_id)
);
