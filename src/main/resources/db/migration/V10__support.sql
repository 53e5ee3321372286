-- Resets by support agents.

-- Resets that support agents did, or asked a second agent to do, for users who lost every factor. The agents are users
-- too, but the row belongs to the user who lost the factors: it does not refer to the rows of other users. An owner or
-- admin can do so for a member of an account that allows it.
create table two_factor_reset (
    user_id        uuid not null references app_user,   -- the user who lost the factors
    id             uuid not null,
    account_id     uuid,                                -- of the owner or admin who requested it; null: an agent
    requested_by   uuid not null,                       -- an agent, or an owner or admin
    approved_by    uuid,                                -- another agent
    reason         text not null,
    identity_check text not null,                       -- how the agent checked the identity of the user
    status         text not null check (status in ('requested', 'approved', 'executed', 'cancelled')),
    created_at     timestamptz not null,
    execute_after  timestamptz,                         -- when it is executed, with status 'approved'; later after a failure
    decided_at     timestamptz,                         -- when the status changed last
    failures       integer not null default 0,          -- how often its execution has failed
    primary key (user_id, id),
    -- The database enforces this too: no agent decides about themselves, and the second agent is another one.
    check (requested_by <> user_id and approved_by <> user_id and approved_by <> requested_by)
);
create index two_factor_reset_by_id on two_factor_reset (id);
create index two_factor_reset_due on two_factor_reset (execute_after) where status = 'approved';
create index two_factor_reset_open on two_factor_reset (id) where status in ('requested', 'approved');
create index two_factor_reset_by_age on two_factor_reset (created_at) where status <> 'approved';
