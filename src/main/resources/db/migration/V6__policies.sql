-- What accounts require of their members' sign-in.

-- The policy of an account. An account without a row requires nothing.
create table two_factor_policy (
    account_id              uuid primary key references account,
    version                 integer not null,       -- If-Match is compared with it
    required                boolean not null,
    grace_period_ends_at    timestamptz,            -- until then the set-up can be skipped
    enforced_since          timestamptz,            -- since when a second factor is required
    sessions_kept_at        timestamptz,            -- sessions that members had then continue until they end
    -- When sessions were last cleared: sessions and challenges of the members of that time are void if their id, which
    -- is ordered by time, is less than this one; but for the session of the user who cleared them.
    cleared_at              timestamptz,
    cleared_before          uuid,
    kept_session_id         uuid,
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

create index two_factor_policy_in_grace on two_factor_policy (grace_period_ends_at) where required;
create index two_factor_policy_by_user on two_factor_policy (updated_by) where updated_by is not null;

-- What of a change of a policy has not reached every member yet. The change itself holds from its commit on: a check
-- reads the policy. Here is what follows: sessions that it ended are closed, and members are notified, in the order of
-- their ids, some at a time. The row goes when the last member is reached.
create table policy_rollout (
    account_id     uuid not null references account,
    id             uuid not null,
    clears         boolean not null,                -- closes the sessions that it has cleared
    mail_kind      text,                            -- the notice to members without a second factor; null: none
    due_at         timestamptz,                     -- the date in the notice; null: now
    begun_at       timestamptz not null,
    members        integer not null,                -- of that time
    done           integer not null default 0,      -- of the members
    sessions_ended integer not null default 0,
    last_user      uuid not null,                   -- the members up to this id are done
    failures       integer not null default 0,      -- since the last batch that was done
    next_at        timestamptz not null,            -- when the next batch is due: later after each failure
    primary key (account_id, id)
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
