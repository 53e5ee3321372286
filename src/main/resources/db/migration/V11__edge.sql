-- What the service compares when it starts, how far the clean-up has come, and answers that are kept for retries.

-- What each key of the keyset makes of a known text. By it a wrong keyset stops the start, and not a sign-in later.
create table keyset_check (
    purpose     text not null,
    key_id      integer not null,
    check_value bytea not null,
    first_at    timestamptz not null,   -- since when the service has had it; of 'secrets', since when it seals
    primary_at  timestamptz,            -- when a replica last began to make new values with it; null for never
    primary key (purpose, key_id)
);

-- How far the clean-up has come with each of its rules. A batch holds the row of its rule locked, so that one replica
-- at a time works by it, and begins where any replica ended: rows that are gone but not yet vacuumed are not read again.
create table retention_progress (
    rule     text primary key,
    reached  timestamptz not null,      -- the next run begins there: rows from before are gone
    swept_at timestamptz not null       -- when a run last began at the first row, for those that were locked or late
);

-- The first request with an Idempotency-Key, and its answer for retries. Only requests with a key have a row.
create table keyed_request (
    caller        bytea not null,           -- SHA-256 of who calls; of the key where anyone may
    id            bytea not null,           -- SHA-256 of route and key
    fingerprint   bytea not null,           -- keyed hash of query and body, behind the id of the key
    sealed_answer bytea,                    -- null while the request is processed
    users         uuid[],                   -- with an answer: who calls and whom it is about, as far as they are users
    expires_at    timestamptz not null,     -- a minute after its begin; with an answer a day after that
    primary key (caller, id)
);
create index keyed_request_by_users on keyed_request using gin (users);
create index keyed_request_by_end on keyed_request (expires_at);
