-- A lock of the second step voids the blind challenges from before it, too. One without a user has seen no lock.
alter table blind_challenge add column second_step_locks integer not null default 0;

create or replace function challenge_second_step_locks() returns trigger language plpgsql as $$
begin
    new.second_step_locks := coalesce((select second_step_locks from app_user where id = new.user_id), 0);
    return new;
end $$;

create trigger blind_challenge_second_step_locks before insert on blind_challenge
    for each row execute function challenge_second_step_locks();
