-- Whether the owner, who has a second factor, asked to be let in without it on this device.
alter table trusted_device add column skips_second_factor boolean not null default false;
