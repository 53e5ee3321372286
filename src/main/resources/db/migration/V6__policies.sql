-- What accounts require of their members' sign-in.

-- The policy of an account. An account without a row requires nothing.
create table two_factor_policy (
    account_id              uuid primary key references account,
    version                 integer not null,       -- If-Match is compared with it
    required                boolean not null,
    grace_period_ends_at    timestamptz,            -- until then set-up can be skipped
    enforced_since          timestamptz,            -- with required: when that began
    sessions_kept_at        timestamptz,            -- sessions begun before then run to their end
    trusted_devices_allowed boolean not null,
    trusted_device_lifetime bigint not null,        -- in seconds
    allowed_methods         text[] not null         -- the second factors that members can use
                            default '{passkey,totp,recovery_code,paper_key}',
    announced_at            timestamptz,            -- when members were notified: no reminder in the 14 days after
    updated_by              uuid,                   -- the user who changed it last; null: the service
    updated_at              timestamptz not null,
    check (enforced_since is not null or not required),
    check (allowed_methods && '{passkey,totp}' and allowed_methods <@ '{passkey,totp,recovery_code,paper_key}')
);

-- Which user was reminded of which date: once each 14, 7 and 1 days before it, by one of the replicas.
create table two_factor_reminder (
    user_id uuid not null references app_user,
    due_at  timestamptz not null,                   -- the date
    days    integer not null,                       -- before it
    sent_at timestamptz not null,
    primary key (user_id, due_at, days)
);
create index two_factor_reminder_by_due_at on two_factor_reminder (due_at);
