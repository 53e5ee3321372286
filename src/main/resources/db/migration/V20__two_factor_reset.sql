-- What support agents did, or ask a second agent to do, for users who lost every factor.
create table two_factor_reset (
    id             uuid primary key,
    user_id        uuid not null references app_user,
    requested_by   uuid not null references app_user,
    approved_by    uuid references app_user,
    reason         text not null,
    identity_check text not null,
    status         text not null check (status in ('requested', 'approved', 'executed', 'cancelled')),
    created_at     timestamptz not null,
    execute_after  timestamptz,             -- with status 'approved': when the waiting time is over
    decided_at     timestamptz,             -- of the last change of status
    -- Nobody decides about themselves, and the second agent is another one, whatever the service believes.
    check (requested_by <> user_id and approved_by <> user_id and approved_by <> requested_by)
);
create index two_factor_reset_by_user on two_factor_reset (user_id, created_at);
create index two_factor_reset_due on two_factor_reset (execute_after) where status = 'approved';

-- Resets in a window of time, by one agent or of one user.
create table reset_allowance (
    user_id    uuid not null references app_user,
    part       text not null check (part in ('agent', 'target')),
    resets     integer not null,
    expires_at timestamptz not null,
    primary key (user_id, part)
);
