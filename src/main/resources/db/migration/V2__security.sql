-- Keys that sign tokens, limits against guessing, and the audit trail.

-- The keys that sign access tokens: the private half sealed, the public half as published.
create table signing_key (
    kid                text primary key,
    sealed_private_key bytea not null,
    public_key         bytea not null,
    created_at         timestamptz not null,
    activates_at       timestamptz not null,    -- signs from then on, and is published earlier
    retires_at         timestamptz              -- its tokens are accepted until then; null: no end is set
);

-- Counters of limits in fixed windows of time. A row ends with its windows.
create table allowance (
    owner      text not null,           -- id of a user, account or client; a network; the SHA-256 of any email
    kind       text not null,
    part       text not null,           -- one of several counters of the owner: a device, a network, an account; or empty
    taken      integer[] not null,      -- how much, in each window
    began_at   timestamptz[] not null,  -- when each window began
    expires_at timestamptz not null,    -- the end of the longest window
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
    user_id    uuid,                        -- the user whom the act was about
    account_id uuid,                        -- the account in which the act was done
    ip         text,                        -- null after the address lifetime, like user_agent
    user_agent text,
    request_id text,
    details    jsonb,
    -- What the seal of the event hides address and browser, and the details, behind: null once they were erased.
    origin_salt  uuid default gen_random_uuid(),
    details_salt uuid default gen_random_uuid()
);
create index audit_event_by_user on audit_event (user_id, id);
-- What a user did to others: an erasure takes address and browser of these events too.
create index audit_event_to_others on audit_event (actor_id, id)
    where actor_kind = 'user' and actor_id is distinct from user_id::text;
-- What retention looks for; whole events go in the order of their ids, by the primary key.
create index audit_event_with_address on audit_event (id) where ip is not null or user_agent is not null;

-- The accounts that can read an event: the account that it names. An event about a user that names no account can be
-- read by the accounts that the user was a member of at that time.
create table audit_event_account (
    account_id uuid not null,
    event_id   uuid not null references audit_event on delete cascade,
    shared     boolean not null,            -- with other accounts, which then do not see address and browser
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

-- The database writes these rows with the event, so that no writer forgets them or needs another round trip.
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

-- Events are inserted and read; they are never changed. There are two exceptions. Retention: a transaction that sets
-- sallyport.audit_end can delete events older than that time and than 30 days, and can remove the address and the
-- browser, which are personal data. Erasure: a transaction that sets sallyport.erased_user to a user who is gone can
-- remove the address and the browser from what that user did, and the details too from what was about that user. Every
-- other column stays as it is. The salt goes with what was removed, so that no seal can confirm a guess of it.
create function audit_event_guard() returns trigger language plpgsql as $$
declare
    audit_end timestamptz := nullif(current_setting('sallyport.audit_end', true), '');
    erased uuid := nullif(current_setting('sallyport.erased_user', true), '');
begin
    if tg_op = 'DELETE' and old.at < audit_end and old.at < now() - interval '30 days' then
        return old;
    end if;
    if tg_op = 'UPDATE' and old.at < audit_end and new.ip is null and new.user_agent is null
            and to_jsonb(new) - array['ip', 'user_agent'] = to_jsonb(old) - array['ip', 'user_agent'] then
        new.origin_salt := null;
        return new;
    end if;
    if tg_op = 'UPDATE' and new.ip is null and new.user_agent is null
            and to_jsonb(new) - array['ip', 'user_agent', 'details'] = to_jsonb(old) - array['ip', 'user_agent', 'details']
            and (old.user_id = erased and new.details = '{}'
                or old.actor_kind = 'user' and old.actor_id = erased::text and new.details is not distinct from old.details)
            and not exists (select from app_user where id = erased) then
        new.origin_salt := null;
        new.details_salt := case when old.user_id = erased then null else old.details_salt end;
        return new;
    end if;
    raise exception 'permission denied: the audit trail is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_event_guarded before update or delete on audit_event
    for each row execute function audit_event_guard();
create trigger audit_event_not_truncated before truncate on audit_event
    for each statement execute function audit_event_guard();

-- The readers of an event do not change either: the row is deleted with its event.
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
