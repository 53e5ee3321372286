-- Turns the trail, the challenges and the outbox into tables that are partitioned by time, for installations in which
-- deleting row by row is too much work. Sessions stay as they are: the decisions page says why.
--
--     psql -v ON_ERROR_STOP=1 -f partition.sql <the service's database>
--
-- Run it once, as the role that owns the tables, while the service runs. No row is copied: a table becomes the first
-- partition of its successor. A table that a long statement holds fails after a second; run the script again, it
-- continues there. From then on the service calls maintain_partitions() with its clean-up: partitions are made three
-- steps ahead and dropped when they are past, and rows for which a partition is missing go to a default one.
--
-- Where SALLYPORT_AUDIT_LIFETIME is set, set the same days for the script: PGOPTIONS='-c sallyport.trail_days=730'.

set lock_timeout = '1s';
set statement_timeout = 0;

create table if not exists partitioned_table (
    parent      text primary key,
    id_column   text not null,
    step        text not null check (step in ('week', 'month')),
    kept        interval not null,          -- after the end of a partition
    first_until timestamptz not null        -- the partition with everything from before
);

-- The lowest id of a time: ids are UUIDs of version 7.
create or replace function id_bound(at timestamptz) returns uuid language sql immutable as $$
    select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partitions of the next three steps and drops those that are past. Called by the service, which owns no
-- table: it runs with the rights of the role that ran this script, and takes nothing from its caller.
create or replace function maintain_partitions() returns setof text language plpgsql security definer
    set search_path = public, pg_temp set lock_timeout = '500ms' set timezone = 'UTC' as $$
declare
    of_table partitioned_table;
    past record;
    begins timestamptz;
    name text;
begin
    if not pg_try_advisory_xact_lock(hashtext('sallyport partitions')) then
        return;
    end if;
    for of_table in select * from partitioned_table order by parent loop
        for ahead in 0..3 loop
            begins := date_trunc(of_table.step, now()) + ahead * ('1 ' || of_table.step)::interval;
            name := of_table.parent || to_char(begins, '_YYYYMMDD');
            continue when begins < of_table.first_until or to_regclass(name) is not null;
            execute format('create table %I (like %I including all)', name, of_table.parent);
            execute format('alter table %I attach partition %I for values from (%L) to (%L)', of_table.parent, name,
                id_bound(begins), id_bound(begins + ('1 ' || of_table.step)::interval));
            return next 'made ' || name;
        end loop;
        for past in
            select relname, case
                    when relname like '%\_first' then of_table.first_until
                    else to_timestamp(right(relname, 8), 'YYYYMMDD') + ('1 ' || of_table.step)::interval end as ends
            from pg_inherits join pg_class c on c.oid = inhrelid
            where inhparent = of_table.parent::regclass and relname ~ '_([0-9]{8}|first)$'
        loop
            -- the trail is never shorter than its guard allows
            if past.ends < now() - of_table.kept
                    and (of_table.parent !~ '^audit_' or past.ends < now() - interval '30 days') then
                execute format('drop table %I', past.relname);
                return next 'dropped ' || past.relname;
            end if;
        end loop;
        perform set_config('sallyport.audit_end', (now() - of_table.kept)::text, true);
        execute format('delete from %I where %I < %L', of_table.parent || '_rest', of_table.id_column,
            id_bound(now() - of_table.kept));
    end loop;
end
$$;

-- Makes a table the first partition of a successor with its name, keys, indexes, triggers and grants.
create or replace procedure pg_temp.partition_table(parent_name text, id_column text, by_step text, keep interval)
    language plpgsql as $$
declare
    first text := parent_name || '_first';
    cut timestamptz := date_trunc(by_step, now() + interval '1 day' + ('1 ' || by_step)::interval, 'UTC');
    line text;
    definitions text[];
    granted record;
begin
    if exists (select from partitioned_table where parent = parent_name) then
        return;
    end if;
    -- Known to hold before it has to, so that no row is read under the lock.
    execute format('alter table %I drop constraint if exists %I', parent_name, first);
    execute format('alter table %I add constraint %I check (%I < %L) not valid', parent_name, first, id_column,
        id_bound(cut));
    commit;
    execute format('alter table %I validate constraint %I', parent_name, first);
    commit;
    execute format('lock table %I in access exclusive mode', parent_name);
    select array_agg(definition order by rank, definition) into definitions from (
        select 1 as rank, format('alter table %I add constraint %I %s', parent_name, conname, pg_get_constraintdef(oid))
            as definition
        from pg_constraint where conrelid = parent_name::regclass and contype in ('p', 'u', 'f')
        union all
        select 2, pg_get_indexdef(indexrelid) from pg_index i where indrelid = parent_name::regclass
            and not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u'))
        union all
        select 3, pg_get_triggerdef(oid) from pg_trigger where tgrelid = parent_name::regclass and not tgisinternal
    ) each;
    for line in
        select format('alter index %I rename to %I', relname, relname || '_first') from pg_index
            join pg_class c on c.oid = indexrelid where indrelid = parent_name::regclass
        union all
        select format('drop trigger %I on %I', tgname, parent_name) from pg_trigger
            where tgrelid = parent_name::regclass and not tgisinternal
        union all
        select format('alter table %I rename to %I', parent_name, first)
    loop
        execute line;
    end loop;
    execute format('create table %I (like %I including all excluding indexes excluding constraints) '
        || 'partition by range (%I)', parent_name, first, id_column);
    for line in
        select format('alter table %I add constraint %I %s', parent_name, conname, pg_get_constraintdef(oid))
        from pg_constraint where conrelid = first::regclass and contype = 'c' and conname <> first
    loop
        execute line;
    end loop;
    foreach line in array definitions loop
        execute line;
    end loop;
    for granted in
        select privilege_type, grantee::regrole as role from pg_class, aclexplode(relacl)
        where oid = first::regclass and grantee <> relowner and grantee <> 0
    loop
        execute format('grant %s on %I to %s', granted.privilege_type, parent_name, granted.role);
    end loop;
    execute format('alter table %I attach partition %I for values from (minvalue) to (%L)', parent_name, first,
        id_bound(cut));
    execute format('alter table %I drop constraint %I', first, first);
    execute format('create table %I partition of %I default', parent_name || '_rest', parent_name);
    insert into partitioned_table values (parent_name, id_column, by_step, keep, cut);
    commit;
end
$$;

create or replace function pg_temp.trail_days() returns interval language sql as $$
    select make_interval(days => coalesce(nullif(current_setting('sallyport.trail_days', true), ''), '365')::int)
$$;

-- An event's rows for accounts go with its partition, and until then with the event.
create or replace function audit_event_forget() returns trigger language plpgsql as $$
begin
    delete from audit_event_account where event_id = old.id;
    return null;
end
$$;
begin;
do $$
begin
    if exists (select from pg_constraint where conname = 'audit_event_account_event_id_fkey') then
        alter table audit_event_account drop constraint audit_event_account_event_id_fkey;
        create trigger audit_event_forgotten after delete on audit_event
            for each row execute function audit_event_forget();
    end if;
end
$$;
commit;

call pg_temp.partition_table('audit_event', 'id', 'month', pg_temp.trail_days());
-- a day later, so that no event is without them
call pg_temp.partition_table('audit_event_account', 'event_id', 'month', pg_temp.trail_days() + interval '1 day');
call pg_temp.partition_table('challenge', 'id', 'week', interval '8 days');
-- the longest that a mail waits, a reminder of a date, and a week
call pg_temp.partition_table('mail_outbox', 'id', 'week', interval '22 days');
select maintain_partitions();
