-- Which accounts may read an event: the one it names; or, where it is about a person and names none, those that the
-- person belonged to at that time.
create table audit_event_account (
    account_id uuid not null,
    event_id   uuid not null references audit_event on delete cascade,
    shared     boolean not null,    -- with other accounts: where the person was, and with what, is left out then
    primary key (account_id, event_id)
);
create index audit_event_account_by_event on audit_event_account (event_id);

-- Written by the database with the event itself, so that no writer can forget it and none needs another round trip.
create function audit_event_assign() returns trigger language plpgsql as $$
begin
    if new.account_id is not null then
        insert into audit_event_account values (new.account_id, new.id, false);
    else
        insert into audit_event_account
            select account_id, new.id, count(*) over () > 1 from membership where user_id = new.user_id;
    end if;
    return null;
end
$$;
create trigger audit_event_assigned after insert on audit_event for each row execute function audit_event_assign();

insert into audit_event_account select account_id, id, false from audit_event where account_id is not null;
