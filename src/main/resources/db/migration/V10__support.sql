-- Resets by support agents.

-- What support agents did, or asked a second agent to do, for users who lost every factor. The agents are users too,
-- but the row is the user's alone: it refers to no other user's row.
create table two_factor_reset (
    user_id        uuid not null references app_user,   -- whose factors
    id             uuid not null,
    requested_by   uuid not null,                       -- an agent
    approved_by    uuid,                                -- another agent
    reason         text not null,
    identity_check text not null,                       -- how the agent made sure who the user is
    status         text not null check (status in ('requested', 'approved', 'executed', 'cancelled')),
    created_at     timestamptz not null,
    execute_after  timestamptz,                         -- with status 'approved': the end of the waiting time
    decided_at     timestamptz,                         -- of the last change of status
    primary key (user_id, id),
    -- No agent decides about themselves, and the second agent is another one, whatever the service believes.
    check (requested_by <> user_id and approved_by <> user_id and approved_by <> requested_by)
);
create index two_factor_reset_by_id on two_factor_reset (id);
create index two_factor_reset_due on two_factor_reset (execute_after) where status = 'approved';
create index two_factor_reset_by_age on two_factor_reset (created_at) where status <> 'approved';
