-- How many email codes a user was sent of late.
create table mail_allowance (
    user_id    uuid primary key references app_user,
    last_at    timestamptz not null,
    hour_start timestamptz not null,
    hour_count integer not null,
    day_start  timestamptz not null,
    day_count  integer not null
);
