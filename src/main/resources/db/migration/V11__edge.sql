-- What the service compares when it starts.

-- What each key of the keyset makes of a known text. By it a wrong keyset stops the start, and not a sign-in later.
create table keyset_check (
    purpose     text    not null,
    key_id      integer not null,
    check_value bytea   not null,
    primary key (purpose, key_id)
);
