-- A user's authenticator app: the sealed shared secret and the last time step it spent.
create table totp_authenticator (
    id              uuid primary key,
    user_id         uuid not null references app_user,
    name            text not null,
    status          text not null check (status in ('pending', 'active', 'suspended')),
    sealed_secret   bytea not null,
    replaces        uuid,
    failures        integer not null default 0,   -- wrong codes while pending
    last_spent_step bigint not null default -1,
    created_at      timestamptz not null,
    expires_at      timestamptz not null,         -- of the pending state
    confirmed_at    timestamptz,
    last_used_at    timestamptz
);
create index totp_authenticator_by_user on totp_authenticator (user_id, created_at);
-- Two set-ups at once cannot both wait for their confirmation.
create unique index totp_authenticator_pending on totp_authenticator (user_id) where status = 'pending';
