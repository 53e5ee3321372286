-- What a start compares, and answers that are kept for retries.

-- What each key of the keyset made of a known text, so that a start with the wrong keyset fails, and not a sign-in
-- later.
create table keyset_check (
    purpose     text    not null,
    key_id      integer not null,
    check_value bytea   not null,
    primary key (purpose, key_id)
);

-- The first request with an Idempotency-Key, and its answer for retries. Only requests with a key have a row.
create table keyed_request (
    caller        bytea not null,           -- SHA-256 of who calls; of the key where anyone may
    id            bytea not null,           -- SHA-256 of route and key
    fingerprint   bytea not null,           -- keyed hash of query and body, behind the id of the key
    sealed_answer bytea,                    -- null while the request is processed
    expires_at    timestamptz not null,     -- a minute after its begin; with an answer a day after that
    primary key (caller, id)
);
create index keyed_request_by_end on keyed_request (expires_at);
