-- What a start compares.

-- What each key of the keyset made of a known text, so that a start with the wrong keyset fails, and not a sign-in
-- later.
create table keyset_check (
    purpose     text not null,
    key_id      integer not null,
    check_value bytea not null,
    first_at    timestamptz not null,   -- since when the service has had it; of 'secrets', since when it seals
    primary key (purpose, key_id)
);
