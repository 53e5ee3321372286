-- Second factors, the ways back to them, and their limits.

-- A user's authenticator app: the sealed shared secret and the last time step that was used.
create table totp_authenticator (
    user_id         uuid not null references app_user,
    id              uuid not null,
    name            text not null,
    status          text not null check (status in ('pending', 'active', 'suspended')),
    sealed_secret   bytea not null,
    algorithm       text not null default 'SHA1' check (algorithm in ('SHA1', 'SHA256', 'SHA512')),
    digits          integer not null default 6 check (digits in (6, 8)),
    period          integer not null default 30 check (period in (30, 60)),     -- seconds of a time step
    replaces        uuid,                           -- the authenticator that the confirmation of this one removes
    failures        integer not null default 0,     -- wrong codes while pending
    last_spent_step bigint not null default -1,     -- of the code that was accepted last (RFC 6238)
    -- Who began the set-up, and in which epoch of the user: the session, or the challenge behind the enrollment
    -- token. No other caller sees the pending row.
    holder_id       uuid,
    holder_epoch    integer,
    created_at      timestamptz not null,
    expires_at      timestamptz not null,           -- of the pending state
    confirmed_at    timestamptz,
    last_used_at    timestamptz,
    primary key (user_id, id)
);
-- The id of the key that sealed it, which is the prefix of the bytes behind the version.
create index totp_authenticator_by_key on totp_authenticator (substring(sealed_secret from 2 for 4));
create index totp_authenticator_by_end on totp_authenticator (expires_at) where status = 'pending';
-- Of two set-ups at once only one can wait for its confirmation.
create unique index totp_authenticator_pending on totp_authenticator (user_id) where status = 'pending';

-- A pending authenticator that a second set-up has voided: that it existed and whose it was, without its secret.
create table voided_authenticator (
    user_id   uuid not null references app_user,
    id        uuid not null,
    holder_id uuid,                                 -- as in totp_authenticator
    voided_at timestamptz not null,
    primary key (user_id, id)
);
create index voided_authenticator_by_end on voided_authenticator (voided_at);

-- A passkey or security key of a user. Nothing here is a secret: the private key never leaves the authenticator.
create table passkey (
    user_id         uuid not null references app_user,
    id              uuid not null,
    credential_id   bytea not null,                 -- the name that the authenticator gave it
    public_key      bytea not null,                 -- a COSE_Key (RFC 9052)
    user_handle     bytea not null,                 -- random, and the same for all passkeys of the user
    sign_count      bigint not null,                -- the highest count that it has signed; 0: it does not count
    backup_eligible boolean not null,               -- whether it may be copied to other devices of its user
    backed_up       boolean not null,
    transports      text[] not null,                -- how browsers reach it, as they said
    name            text not null,
    status          text not null check (status in ('active', 'suspended')),
    created_at      timestamptz not null,
    last_used_at    timestamptz,
    primary key (user_id, id)
);

-- Whose a credential is: it belongs to one user. Stored by the credential and not with the rows of the user, so that a
-- sign-in without an email finds its user in one place. Both are written in one transaction.
create table passkey_credential (
    credential_id bytea primary key,
    user_id       uuid not null
);
create index passkey_credential_by_user on passkey_credential (user_id);

-- Answers to passkey options that were sent in: each options are answered once. They are not stored before.
create table used_passkey_ceremony (
    user_id    uuid not null references app_user,
    id         uuid not null,
    accepted   boolean not null default false,      -- whether the answer was right
    expires_at timestamptz not null,
    primary key (user_id, id)
);
create index used_passkey_ceremony_by_end on used_passkey_ceremony (expires_at);

-- A set of one-time recovery codes, hashed with one salt, so that an attempt costs one slow hash however many are
-- left.
create table recovery_code_set (
    user_id    uuid primary key references app_user,
    salt       bytea not null,
    created_at timestamptz not null
);

-- A code of the set. A used one stays as long as its set, so that it can be told from a wrong one.
create table recovery_code (
    user_id uuid not null references recovery_code_set on delete cascade,
    hash    bytea not null,
    used_at timestamptz,
    primary key (user_id, hash)
);

-- The 64-character key of last resort. It is offered with a pending authenticator and works once that is confirmed.
create table paper_key (
    user_id          uuid not null references app_user,
    authenticator_id uuid not null,
    hash             bytea not null,
    active           boolean not null default false,
    created_at       timestamptz not null,
    primary key (user_id, authenticator_id)
);
create unique index paper_key_active on paper_key (user_id) where active;
create index paper_key_inactive on paper_key (created_at) where not active;

-- The code that a support agent has given to a user who lost a second factor: one at a time, for one sign-in.
create table access_code (
    user_id    uuid primary key references app_user,
    epoch      integer not null,                    -- of the user; another one ends the code
    key_id     integer not null,                    -- of the key that the hash was made with
    hash       bytea not null,                      -- HMAC-SHA-256
    issued_by  uuid not null,                       -- the agent; without the role, or locked down since, the code ends
    issued_at  timestamptz not null,
    expires_at timestamptz not null
);
create index access_code_by_end on access_code (expires_at);
create index access_code_by_agent on access_code (issued_by);

-- What users can answer a two-factor challenge with, in one place: a new kind of factor adds its rows to one of these.

-- A second factor that its user has set up, be it suspended: who has one is asked for one at sign-in. Whatever asks whether
-- a user has a second factor reads this view.
create view second_factor (user_id, method, id, status, created_at, bound_at, last_used_at) as
    select user_id, 'totp', id, status, created_at, confirmed_at, last_used_at
    from totp_authenticator where status <> 'pending'
    union all
    select user_id, 'passkey', id, status, created_at, created_at, last_used_at from passkey;

-- What takes the place of a second factor: the recovery codes that are left, the paper key, and the code of an agent,
-- until it expires.
create view factor_substitute (user_id, method, expires_at) as
    select user_id, 'recovery_code', null::timestamptz from recovery_code where used_at is null
    union all
    select user_id, 'paper_key', null from paper_key where active
    union all
    select c.user_id, 'access_code', c.expires_at
    from access_code c join app_user u on u.id = c.user_id and u.epoch = c.epoch;

-- Wrong codes of a user, over all methods, challenges and replicas.
create table failed_attempts (
    user_id              uuid primary key references app_user,
    failures             integer not null,  -- since the last lock
    consecutive_failures integer not null,  -- since the last complete sign-in
    locks                integer not null,  -- since the last complete sign-in: 15, 30, then 60 minutes each
    locked_until         timestamptz,       -- null: not locked
    -- The same of sign-ins whose answers do not reveal whether the password was right. Nothing shows these counts: they
    -- grow only after the right password.
    blind_failures             integer not null default 0,
    blind_consecutive_failures integer not null default 0,
    blind_locks                integer not null default 0,
    blind_locked_until         timestamptz
);
