-- The trail is written and read, and nothing else. The one way past is for the retention job: in a transaction that sets
-- sallyport.audit_end, events older than that may go when they are older than 30 days too, and may lose the address and
-- the browser, which are personal data; every other word of them stays.
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

-- Who may read an event does not change either: the row goes with its event.
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

-- What the retention job looks for.
create index audit_event_by_age on audit_event using brin (at);
create index audit_event_with_address on audit_event (at) where ip is not null or user_agent is not null;
