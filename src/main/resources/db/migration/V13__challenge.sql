-- A sign-in that waits for its second step, or (purpose 'enrollment') for the set-up that a policy demands; or a session
-- that waits for a code by email to step up.
create table challenge (
    id          uuid primary key,
    handle_hash bytea not null unique,
    user_id     uuid not null references app_user,
    purpose     text not null check (purpose in ('two_factor', 'device_verification', 'enrollment', 'step_up')),
    epoch       integer not null,
    failures    integer not null default 0,
    device_id   uuid,                               -- the recognised device that was shown, if any
    device_generation integer,
    device_name text,                               -- what the user calls the device that asks
    session_id  uuid,                               -- with purpose 'step_up': whose level it is about
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    closed_at   timestamptz
);
create index challenge_by_user on challenge (user_id, created_at);
