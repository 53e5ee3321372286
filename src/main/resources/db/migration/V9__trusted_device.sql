-- A browser that is recognised. Its token is derived from id and generation: nothing here can be replayed.
create table trusted_device (
    id           uuid primary key,
    user_id      uuid not null references app_user,
    epoch        integer not null,
    name         text,
    user_agent   text,
    ip           text,
    generation   integer not null default 0,
    rotated_at   timestamptz,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz
);
create index trusted_device_by_user on trusted_device (user_id, created_at);
