-- A challenge whose answer to the password did not say whether it was right: there were too many wrong ones for its email.
-- A wrong password, and an email that no user has, bring a row like a right one.
create table blind_challenge (
    id             uuid primary key,
    handle_hash    bytea not null unique,
    email_hash     bytea not null,
    email_hint     text not null,              -- of what was typed
    user_id        uuid references app_user on delete cascade, -- null: no user has the email
    epoch          integer not null,           -- of the user when the password was typed
    password_right boolean not null,
    tries          integer not null,           -- blind sign-ins of this email from its network address, this one included
    failures       integer not null default 0,
    device_name    text,
    mail_asked_at  timestamptz not null,
    expires_at     timestamptz not null,
    closed_at      timestamptz
);
create index blind_challenge_by_user on blind_challenge (user_id);
create index blind_challenge_by_end on blind_challenge (expires_at);

-- Blind sign-ins in a window of time, for an email (known or not) from one network address.
create table blind_attempts (
    email_hash bytea not null,
    address    text not null,
    attempts   integer not null,
    expires_at timestamptz not null,
    primary key (email_hash, address)
);
create index blind_attempts_by_end on blind_attempts (expires_at);
