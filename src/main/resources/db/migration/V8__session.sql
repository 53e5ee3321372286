-- A signed-in user on one client. The refresh token is derived from id and generation: nothing here can be replayed.
create table session (
    id              uuid primary key,
    user_id         uuid not null references app_user,
    epoch           integer not null,
    acr             text not null,
    amr             text[] not null,
    auth_time       timestamptz not null,
    created_at      timestamptz not null,
    last_seen_at    timestamptz not null,
    generation      integer not null default 0,
    rotated_at      timestamptz,
    idle_expires_at timestamptz not null,
    expires_at      timestamptz not null,
    ended_at        timestamptz,
    device_id       uuid,
    ip              text,
    user_agent      text
);
create index session_by_user on session (user_id, created_at);
