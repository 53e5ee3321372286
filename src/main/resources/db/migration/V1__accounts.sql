-- Users, the organisations that they belong to, and their passwords.
--
-- Rules for every file here:
-- - The rows of a user have the key (user_id, id), so that they can be stored together. The column user_id is never
--   null and never changes.
-- - Ids are UUIDs of version 7, each unique by itself. An index finds a row by its id alone.
-- - A row refers to other rows of the same user, and to app_user, account, client and identity_provider, and to nothing
--   else.
-- - The time after which a row can be deleted has an index.

-- An organisation whose users sign in.
create table account (
    id         uuid primary key,
    name       text not null,
    created_at timestamptz not null
);

-- A person with one email address, a member of one or more accounts.
create table app_user (
    id                uuid primary key,
    email             text not null unique,          -- in canonical form
    email_verified_at timestamptz,                   -- null until the user has entered a first email code
    status            text not null check (status in ('active', 'disabled')),
    roles             text[] not null default '{}',  -- of the whole service: 'support'
    locale            text,                          -- BCP 47; null: the default language
    epoch             integer not null default 0,    -- a new one voids earlier sessions, devices and challenges
    second_step_locks integer not null default 0,    -- how often the second step was locked
    created_at        timestamptz not null
);

-- The users of an account, and their roles in it.
create table membership (
    user_id    uuid not null references app_user,
    account_id uuid not null references account,
    role       text not null check (role in ('owner', 'admin', 'member')),
    created_at timestamptz not null,
    primary key (user_id, account_id)
);
create index membership_by_account on membership (account_id, user_id);

-- The password of a user. A user without a row has no password.
create table password_credential (
    user_id           uuid primary key references app_user,
    hash              text not null,        -- Argon2id, as a PHC string
    pepper_key_id     integer,              -- null: hashed without a pepper (imported)
    changed_at        timestamptz not null,
    reset_required_at timestamptz           -- from then on another one has to be set; null: it can be used
);
-- Which peppers are still needed.
create index password_credential_by_pepper on password_credential (pepper_key_id);

-- A link to set a new password, sent by mail. The token in the link is derived from the id and a key, so that this
-- table alone opens nothing. Every change of a password begins an epoch, which voids the link.
create table password_reset (
    user_id    uuid not null references app_user,
    id         uuid not null,
    epoch      integer not null,            -- of the user when the link was requested
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (user_id, id)
);
create index password_reset_by_id on password_reset (id);
create index password_reset_by_end on password_reset (expires_at);
