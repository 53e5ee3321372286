-- When the owner said that the sign-in on this device was not theirs.
alter table trusted_device add column reported_at timestamptz;
