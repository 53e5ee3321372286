-- ID tokens that opened the door once, by their hash, until they expire by themselves.
create table used_id_token (
    fingerprint bytea primary key,
    expires_at  timestamptz not null
);
