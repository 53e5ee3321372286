-- What accounts require of their members' sign-in.

-- The policy of an account. An account without a row requires nothing.
create table two_factor_policy (
    account_id              uuid primary key references account,
    version                 integer not null,       -- If-Match is compared with it
    required                boolean not null,
    grace_period_ends_at    timestamptz,            -- until then the set-up can be skipped
    enforced_since          timestamptz,            -- since when a second factor is required
    sessions_kept_at        timestamptz,            -- sessions from before continue until they end
    trusted_devices_allowed boolean not null,
    trusted_device_lifetime bigint not null,        -- in seconds
    allowed_methods         text[] not null         -- the second factors that members can use
                            default '{passkey,totp,recovery_code,paper_key}',
    announced_at            timestamptz,            -- when members were notified; no reminder in the 14 days after
    updated_by              uuid,                   -- the user who changed it last; null: the service
    updated_at              timestamptz not null,
    check (enforced_since is not null or not required),
    check (allowed_methods && '{passkey,totp}' and allowed_methods <@ '{passkey,totp,recovery_code,paper_key}')
);

-- Reminders that were sent to a user: one each 14, 7 and 1 days before a date, by one of the replicas.
create table two_factor_reminder (
    user_id uuid not null references app_user,
    due_at  timestamptz not null,                   -- the date that the reminder names
    days    integer not null,                       -- how many days before it
    sent_at timestamptz not null,
    primary key (user_id, due_at, days)
);
create index two_factor_reminder_by_due_at on two_factor_reminder (due_at);
