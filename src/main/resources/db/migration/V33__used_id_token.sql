-- ID tokens that opened the door once, by their hash, until they expire by themselves.
create table used_id_token (
    fingerprint bytea primary key,
    expires_at  timestamptz not null
);
create index used_id_token_by_end on used_id_token (expires_at);
