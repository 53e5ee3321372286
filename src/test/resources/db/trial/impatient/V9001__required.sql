set local lock_timeout = 0;
alter table account add column trial text not null;
alter table challenge drop column device_name;
