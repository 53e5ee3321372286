-- A lock of the second step voids the challenges from before it for good: each remembers how many locks had begun.
alter table app_user add column second_step_locks integer not null default 0;
alter table challenge add column second_step_locks integer not null default 0;

-- Read with the insert itself, so that a lock which begins beside it counts as later; and so that a replica of the version
-- before, which does not know the column, opens good challenges too.
create function challenge_second_step_locks() returns trigger language plpgsql as $$
begin
    new.second_step_locks := (select second_step_locks from app_user where id = new.user_id);
    return new;
end $$;

create trigger challenge_second_step_locks before insert on challenge
    for each row execute function challenge_second_step_locks();
