-- The security trail: one row for each act, written in the transaction of the act.
create table audit_event (
    id         uuid primary key,
    at         timestamptz not null,
    type       text not null,
    outcome    text not null check (outcome in ('success', 'refused')),
    actor_kind text not null,
    actor_id   text,
    user_id    uuid,
    account_id uuid,
    ip         text,
    user_agent text,
    request_id text,
    details    jsonb
);
create index audit_event_by_user on audit_event (user_id, id);
create index audit_event_by_account on audit_event (account_id, id);
