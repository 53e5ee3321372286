-- Users, the organisations that they belong to, and their passwords.
--
-- The rules of every file here: the rows of a user have the key (user_id, id), so that they can be kept together; ids
-- are UUIDs of version 7 and unique by themselves, and each look-up names the user, too; user_id is never null in such
-- a table and never changes; what is unique about a row is so for its user; a row refers to another row of the same
-- user, or to app_user, account, client and identity_provider, and to nothing else; no trigger is on such a table.
-- deploy/citus.sql says of each table what it is kept by. Each end after which a row can be deleted has an index.

-- An organisation whose users sign in.
create table account (
    id         uuid primary key,
    name       text not null,
    created_at timestamptz not null
);

-- One person, one email, in one or more accounts.
create table app_user (
    id                uuid primary key,
    email             text not null,                 -- in canonical form; user_email keeps it unique
    email_verified_at timestamptz,                   -- null until the user has entered a first email code
    status            text not null check (status in ('active', 'disabled')),
    roles             text[] not null default '{}',  -- in the whole service: 'support'
    locale            text,                          -- BCP 47; null: the default language
    epoch             integer not null default 0,    -- a new one voids sessions, devices, challenges from before
    second_step_locks integer not null default 0,    -- how many locks of the second step have begun
    created_at        timestamptz not null
);

-- Whose an email address is. Kept by the address and not with the rows of the user, so that a sign-in finds its user in
-- one place; written with app_user.email, in the same transaction.
create table user_email (
    email_hash bytea primary key,   -- SHA-256 of the canonical form
    user_id    uuid not null
);

-- Which user belongs to which account, in which role.
create table membership (
    user_id    uuid not null references app_user,
    account_id uuid not null references account,
    role       text not null check (role in ('owner', 'admin', 'member')),
    created_at timestamptz not null,
    primary key (user_id, account_id)
);
create index membership_by_account on membership (account_id, user_id);

-- A user's password. A user without a row has none.
create table password_credential (
    user_id           uuid primary key references app_user,
    hash              text not null,        -- Argon2id, as a PHC string
    pepper_key_id     integer,              -- null: hashed without a pepper (imported)
    changed_at        timestamptz not null,
    reset_required_at timestamptz           -- from then on the user has to set another password; null: not at all
);

-- A link to a new password that was sent by mail. The token in the link is derived from the id: nothing here opens
-- anything. The epoch that every change of a password begins makes it void.
create table password_reset (
    user_id    uuid not null references app_user,
    id         uuid not null,
    epoch      integer not null,            -- of the user when the link was requested
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (user_id, id)
);
create index password_reset_by_end on password_reset (expires_at);
