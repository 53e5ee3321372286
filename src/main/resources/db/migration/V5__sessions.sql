-- Sessions and recognised devices.

-- A user signed in on one client. The refresh token is derived from id and generation: nothing here can be replayed.
-- A refresh changes generation, rotated_at, rotation_key, last_seen_at, idle_expires_at, ip and user_agent. No index
-- names one of them, and each page keeps room for the next version of its rows, so that a refresh writes no index (a
-- heap-only update).
create table session (
    user_id         uuid not null references app_user,
    id              uuid not null,
    epoch           integer not null,               -- the session ends with this epoch of the user
    acr             text not null check (acr in ('1fa', '2fa')),
    amr             text[] not null,                -- what was proved here (RFC 8176)
    auth_time       timestamptz not null,
    created_at      timestamptz not null,
    last_seen_at    timestamptz not null,
    generation      integer not null default 0,     -- of the refresh token that is good now
    rotated_at      timestamptz,                    -- when that token replaced the one before
    rotation_key    bytea,                          -- SHA-256 of the Idempotency-Key of its request, if any
    idle_expires_at timestamptz not null,           -- without a refresh the session ends here …
    -- The day of that in UTC, for retention: it changes once a day, so that its index costs one refresh a day.
    idle_day        timestamptz not null
                    generated always as (date_bin('1 day', idle_expires_at, '2000-01-01 00:00:00+00')) stored,
    expires_at      timestamptz not null,           -- … and here in any case
    ended_at        timestamptz,                    -- signed out, revoked or replaced; null: not yet
    lowered_at      timestamptz,                    -- when it lost its second factor, with the tokens from before
    device_id       uuid,                           -- the recognised device it began on, if any
    policy_exempt   boolean not null default false, -- an exempt provider vouched for it: no policy ends it
    provider_id     uuid,                           -- the provider that vouched for it, if any …
    provider_amr    text[] not null default '{}',   -- … and what it stated, apart from what was proved here
    ip              text,
    user_agent      text,
    primary key (user_id, id)
) with (fillfactor = 70);
create index session_by_end on session (expires_at);
create index session_idle on session (idle_day);
create index session_ended on session (ended_at) where ended_at is not null;

-- A browser that is recognised. Its token is derived from id and generation: nothing here can be replayed. A rotation
-- is a heap-only update like a refresh.
create table trusted_device (
    user_id             uuid not null references app_user,
    id                  uuid not null,
    epoch               integer not null,           -- the device is recognised only in this epoch of the user
    name                text,                       -- given by the user
    user_agent          text,
    -- What the device stated when it was trusted; null where it stated nothing, and then nothing is compared.
    browser             text,
    browser_version     text,
    os                  text,
    ip                  text,
    generation          integer not null default 0, -- of the token that is good now
    rotated_at          timestamptz,                -- when that token replaced the one before
    rotation_key        bytea,                      -- SHA-256 of the Idempotency-Key of its request, if any
    created_at          timestamptz not null,
    last_seen_at        timestamptz not null,
    expires_at          timestamptz not null,
    revoked_at          timestamptz,
    reported_at         timestamptz,                -- when the user said that they did not sign in on it
    skips_second_factor boolean not null default false, -- the user has a second factor and asked to skip it here
    primary key (user_id, id)
) with (fillfactor = 80);
create index trusted_device_by_end on trusted_device (expires_at);
create index trusted_device_revoked on trusted_device (revoked_at) where revoked_at is not null;
