-- What each key made of a known text, so that the wrong keyset is noticed at the start and not at the first sign-in.
create table keyset_check (
    purpose     text    not null,
    key_id      integer not null,
    check_value bytea   not null,
    primary key (purpose, key_id)
);
