-- Keys that sign tokens, limits against guessing, and the audit trail.

-- The keys that sign access tokens: the private half sealed, the public half as published.
create table signing_key (
    kid                text primary key,
    sealed_private_key bytea not null,
    public_key         bytea not null,
    created_at         timestamptz not null,
    activates_at       timestamptz not null,    -- signs from then on; it is published earlier
    retires_at         timestamptz              -- tokens that it signed are accepted until then; null: no end yet
);

-- What owners have taken of what they may take in fixed windows of time. Nothing here outlives its windows.
create table allowance (
    owner      text not null,           -- id of a user, account or client; a network; the SHA-256 of an email, known or not
    kind       text not null,
    part       text not null,           -- of the owner's allowances of the kind: a device or a network; empty where there is one
    taken      integer[] not null,      -- in each window
    began_at   timestamptz[] not null,  -- each window
    expires_at timestamptz not null,    -- when the longest window is over
    primary key (owner, kind, part),
    check (cardinality(taken) = cardinality(began_at))
);
create index allowance_by_end on allowance (expires_at);

-- The audit trail: one row for each act, written in the transaction of the act.
create table audit_event (
    id         uuid primary key,
    at         timestamptz not null,
    type       text not null,
    outcome    text not null check (outcome in ('success', 'refused')),
    actor_kind text not null,               -- who acted: a user, a client, the service itself …
    actor_id   text,                        -- null where the kind has no id
    user_id    uuid,                        -- whom the act was about, if a user
    account_id uuid,                        -- the account the act was in, if one is named
    ip         text,                        -- null after the address lifetime, like user_agent
    user_agent text,
    request_id text,
    details    jsonb
);
create index audit_event_by_user on audit_event (user_id, id);
create index audit_event_by_account on audit_event (account_id, id);
-- What retention looks for.
create index audit_event_by_age on audit_event using brin (at);
create index audit_event_with_address on audit_event (at) where ip is not null or user_agent is not null;

-- Which accounts can read an event: the one that it names; or, where it is about a user and names none, those that
-- the user belonged to at that time.
create table audit_event_account (
    account_id uuid not null,
    event_id   uuid not null references audit_event on delete cascade,
    shared     boolean not null,            -- with other accounts: then they do not see address and browser
    -- What the list of an account filters by, as in the event.
    type       text not null,
    actor_id   text,
    refused    boolean not null,
    primary key (account_id, event_id)
);
create index audit_event_account_by_event on audit_event_account (event_id);
create index audit_event_account_by_type on audit_event_account (account_id, type, event_id);
create index audit_event_account_by_actor on audit_event_account (account_id, actor_id, event_id);
create index audit_event_account_refused on audit_event_account (account_id, event_id) where refused;

-- Written by the database with the event itself, so that no writer can forget it and none needs another round trip.
create function audit_event_assign() returns trigger language plpgsql as $$
begin
    if new.account_id is not null then
        insert into audit_event_account (account_id, event_id, shared, type, actor_id, refused)
            values (new.account_id, new.id, false, new.type, new.actor_id, new.outcome = 'refused');
    else
        insert into audit_event_account (account_id, event_id, shared, type, actor_id, refused)
            select account_id, new.id, count(*) over () > 1, new.type, new.actor_id, new.outcome = 'refused'
            from membership where user_id = new.user_id;
    end if;
    return null;
end
$$;
create trigger audit_event_assigned after insert on audit_event for each row execute function audit_event_assign();

-- The trail is written and read, and nothing else. Retention has the one exception: in a transaction that sets
-- sallyport.audit_end, events older than that can be deleted if they are also older than 30 days, and can lose the
-- address and the browser, which are personal data; every other column stays as it is.
create function audit_event_guard() returns trigger language plpgsql as $$
declare
    audit_end timestamptz := nullif(current_setting('sallyport.audit_end', true), '');
begin
    if tg_op = 'DELETE' and old.at < audit_end and old.at < now() - interval '30 days' then
        return old;
    end if;
    if tg_op = 'UPDATE' and old.at < audit_end and new.ip is null and new.user_agent is null
            and to_jsonb(new) - array['ip', 'user_agent'] = to_jsonb(old) - array['ip', 'user_agent'] then
        return new;
    end if;
    raise exception 'permission denied: the audit trail is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_event_guarded before update or delete on audit_event
    for each row execute function audit_event_guard();
create trigger audit_event_not_truncated before truncate on audit_event
    for each statement execute function audit_event_guard();

-- Who can read an event does not change either: the row goes with its event.
create function audit_event_account_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and not exists (select from audit_event where id = old.event_id) then
        return old;
    end if;
    raise exception 'permission denied: the audit trail is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_event_account_guarded before update or delete on audit_event_account
    for each row execute function audit_event_account_guard();
create trigger audit_event_account_not_truncated before truncate on audit_event_account
    for each statement execute function audit_event_account_guard();
