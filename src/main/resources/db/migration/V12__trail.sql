-- Other systems that are told what happens.

-- An endpoint of another system, and which events it is told.
create table webhook (
    id              uuid primary key,
    account_id      uuid references account,    -- whose it is; null: the service's
    url             text not null,
    events          text[] not null,            -- as its owner wrote them: names, groups
    types           text[] not null,            -- the types of the trail that these mean
    description     text,
    contact         text,                       -- gets a mail when the endpoint is disabled
    status          text not null check (status in ('active', 'disabled')),
    sealed_secrets  bytea not null,             -- the secret that signs, and behind it the former one
    former_until    timestamptz,                -- until when the former secret signs too
    created_at      timestamptz not null,
    failing_since   timestamptz,                -- no message was taken since; null: the last one was
    last_success_at timestamptz,
    last_failure    text
);
create index webhook_by_account on webhook (account_id, id);
create index webhook_by_key on webhook (substring(sealed_secrets from 2 for 4));

-- A message to an endpoint: written in the transaction of the act, by the database. The text is made of the event when it
-- is sent.
create table webhook_delivery (
    webhook_id      uuid not null references webhook on delete cascade,
    id              uuid not null,              -- of the event, or of a test
    event_type      text not null,              -- of the trail, or 'test'
    user_id         uuid,                       -- messages about a user are sent one after the other
    status          text not null default 'pending' check (status in ('pending', 'delivered', 'failed', 'dead')),
    attempts        integer not null default 0,
    last_status     integer,                    -- of the last answer of the endpoint, if there was one
    created_at      timestamptz not null,
    tried_since     timestamptz not null,       -- it is given up some days after that
    next_attempt_at timestamptz not null,       -- claimed until then, or due from then on
    ended_at        timestamptz,                -- when it was taken or given up
    primary key (webhook_id, id)
);
create index webhook_delivery_open on webhook_delivery (webhook_id, id) where ended_at is null;
create index webhook_delivery_by_status on webhook_delivery (webhook_id, status, id);
create index webhook_delivery_by_end on webhook_delivery (ended_at) where ended_at is not null;
create index webhook_delivery_by_age on webhook_delivery (created_at);

-- The database writes the messages with the event, so that no writer forgets them or needs another round trip.
-- An endpoint of an account is told what the account can read in its trail.
create function audit_event_announce() returns trigger language plpgsql as $$
begin
    insert into webhook_delivery (webhook_id, id, event_type, user_id, created_at, tried_since, next_attempt_at)
        select id, new.id, new.type, new.user_id, new.at, new.at, new.at
        from webhook where account_id is null and status = 'active' and new.type = any(types)
        union all
        select w.id, new.id, new.type, new.user_id, new.at, new.at, new.at
        from audit_event_account a join webhook w on w.account_id = a.account_id
        where a.event_id = new.id and w.status = 'active' and new.type = any(w.types);
    return null;
end
$$;
-- Triggers fire in the order of their names: by this one, it comes after the accounts that can read the event are known.
create trigger audit_event_told after insert on audit_event
    for each row execute function audit_event_announce();
