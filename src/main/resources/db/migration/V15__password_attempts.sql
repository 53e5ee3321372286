-- Guesses at passwords in a window of time, for an email (known or not) from one recognised device or from strangers.
create table password_attempts (
    email_hash bytea not null,
    device_id  uuid not null,           -- all zero: a stranger
    attempts   integer not null,
    expires_at timestamptz not null,
    primary key (email_hash, device_id)
);
