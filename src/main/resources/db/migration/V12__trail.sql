-- Other systems that learn what happens, and the seals of the trail.

-- An endpoint of another system, and which events it gets.
create table webhook (
    id              uuid primary key,
    account_id      uuid references account,    -- whose it is; null: the service's
    url             text not null,
    events          text[] not null,            -- as its owner wrote them: names, groups
    types           text[] not null,            -- the types of the trail that these mean
    description     text,
    contact         text,                       -- gets a mail when the endpoint is disabled
    -- deleted: it is there for no request, and goes when its messages are gone
    status          text not null check (status in ('active', 'disabled', 'deleted')),
    sealed_secrets  bytea not null,             -- the secret that signs, and behind it the former one
    former_until    timestamptz,                -- until when the former secret signs too
    created_at      timestamptz not null,
    failing_since   timestamptz,                -- no message was taken since; null: the last one was
    last_success_at timestamptz,
    last_failure    text
);
create index webhook_by_account on webhook (account_id, id);
create index webhook_deleted on webhook (id) where status = 'deleted';
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
-- An endpoint of an account gets what the account can read in its trail.
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

-- The keys that sign seals: the private half sealed. None is ever deleted, since what it signed is verified with it.
create table audit_seal_key (
    id                 text primary key,            -- SHA-256 of the public half
    sealed_private_key bytea not null,
    public_key         bytea not null,
    created_at         timestamptz not null
);

-- Seals: each covers the events of one owner after one id up to another one. Those of an owner are a chain, each with the
-- hash of the one before. A batch is one transaction: a seal for each account, and one of the service, which also names
-- the seals of the accounts.
create table audit_seal (
    owner          uuid not null,                   -- an account, or zeros: the service, for events that name no account
    sequence       bigint not null check (sequence >= 1), -- 1, 2, 3 …
    batch          bigint not null,                 -- the sequence of the service's seal
    after_id       uuid not null,                   -- behind this event
    to_id          uuid not null,                   -- up to this one
    event_count    integer not null,
    root           bytea not null,                  -- SHA-256 of leaves
    accounts       bytea,                           -- SHA-256 of the hashes of the accounts' seals; null: it is one
    previous       bytea,                           -- the hash of the seal before; null: it is the first
    purged_before  timestamptz not null,            -- retention has deleted what was before, and
    cleared_before timestamptz not null,            -- has cleared addresses and browsers from before
    sealed_at      timestamptz not null,
    key_id         text not null references audit_seal_key,
    signature      bytea not null,
    leaves         bytea,                           -- of each event the id and three hashes; null once they are purged
    primary key (owner, sequence),
    unique (owner, to_id)
);
create index audit_seal_by_batch on audit_seal (batch, owner);
create index audit_seal_of_accounts on audit_seal (sealed_at) where owner <> '00000000-0000-0000-0000-000000000000';
create index audit_seal_with_leaves on audit_seal (sealed_at) where leaves is not null;

-- As the trail: written once. What retention has deleted the events of can go, and the service's seals stay without leaves.
create function audit_seal_guard() returns trigger language plpgsql as $$
declare
    audit_end timestamptz := nullif(current_setting('sallyport.audit_end', true), '');
begin
    if old.sealed_at < audit_end and old.sealed_at < now() - interval '30 days' then
        if tg_op = 'DELETE' and old.owner <> '00000000-0000-0000-0000-000000000000' then
            return old;
        end if;
        if tg_op = 'UPDATE' and new.leaves is null and to_jsonb(new) - 'leaves' = to_jsonb(old) - 'leaves' then
            return new;
        end if;
    end if;
    raise exception 'permission denied: the audit trail is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_seal_guarded before update or delete on audit_seal for each row execute function audit_seal_guard();
create trigger audit_seal_not_truncated before truncate on audit_seal
    for each statement execute function audit_seal_guard();

-- How far the trail has been sent to each receiver of the operator: syslog, or a collector of logs. One replica sends at a
-- time, for as long as it holds the lease.
create table siem_cursor (
    receiver     text primary key check (receiver in ('syslog', 'logs')),
    settled_id   uuid not null,     -- all up to this id is sent, and no transaction can add an event behind it
    leased_by    uuid,
    leased_until timestamptz
);

-- The events that were sent already, although another transaction can still add one behind them.
create table siem_ahead (
    receiver text not null references siem_cursor on delete cascade,
    event_id uuid not null,
    primary key (receiver, event_id)
);
