-- How many requests a minute a client may make, where it differs from what is configured for all.
alter table client add column requests_per_minute integer check (requests_per_minute > 0);
