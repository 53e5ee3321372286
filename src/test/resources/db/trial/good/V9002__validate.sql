alter table session validate constraint session_trial;
create table trial (user_id uuid not null references app_user, id uuid not null, primary key (user_id, id));
