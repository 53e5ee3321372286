-- What an account demands of its members' sign-in. An account without a row demands nothing.
create table two_factor_policy (
    account_id              uuid primary key references account,
    version                 integer not null,               -- what If-Match is compared with
    required                boolean not null,
    grace_period_ends_at    timestamptz,                    -- until then set-up may be skipped
    enforced_since          timestamptz,                    -- with required: when that began
    sessions_kept_at        timestamptz,                    -- sessions begun before then run to their end
    trusted_devices_allowed boolean not null,
    trusted_device_lifetime bigint not null,                -- in seconds
    allowed_methods         text[] not null                 -- the second factors that members can use
                            default '{totp,recovery_code,paper_key}',
    announced_at            timestamptz,                    -- when members were told: then no reminder within 14 days
    updated_by              uuid references app_user,
    updated_at              timestamptz not null,
    check (enforced_since is not null or not required),
    check ('totp' = any (allowed_methods) and allowed_methods <@ '{totp,recovery_code,paper_key}')
);
