alter table client
    -- How many requests a minute it may make, where that differs from what is configured for all.
    add column requests_per_minute integer check (requests_per_minute > 0),
    -- Changes with every change, so that what a replica remembers of it can be confirmed in passing.
    add column version             integer not null default 0;
