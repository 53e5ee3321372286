alter table session add column trial uuid not null default gen_random_uuid();
