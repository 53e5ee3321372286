-- Users, the organisations that they belong to, and their passwords.
--
-- The rules of every file here: the rows of a user have the key (user_id, id), so that they can be kept together; ids
-- are UUIDs of version 7 and unique by themselves, and an index finds a row by its id alone; user_id is never null in
-- such a table and never changes; a row refers to another row of the same user, or to app_user, account, client and
-- identity_provider, and to nothing else. Each end after which a row can be deleted has an index.

-- An organisation whose users sign in.
create table account (
    id         uuid primary key,
    name       text not null,
    created_at timestamptz not null
);

-- One person, one email, in one or more accounts.
create table app_user (
    id                uuid primary key,
    email             text not null unique,          -- in canonical form
    email_verified_at timestamptz,                   -- null until the user has entered a first email code
    status            text not null check (status in ('active', 'disabled')),
    roles             text[] not null default '{}',  -- in the whole service: 'support'
    locale            text,                          -- BCP 47; null: the default language
    epoch             integer not null default 0,    -- a new one voids sessions, devices, challenges from before
    second_step_locks integer not null default 0,    -- how many locks of the second step have begun
    created_at        timestamptz not null
);

-- Which user belongs to which account, in which role; and what an account's lists of its members filter by, so that a
-- page of a list costs its own length, reads no other table for the filter and never joins two users. The transaction
-- that changes one of these facts of a user changes it in the user's memberships.
create table membership (
    user_id          uuid not null references app_user,
    account_id       uuid not null references account,
    role             text not null check (role in ('owner', 'admin', 'member')),
    created_at       timestamptz not null,
    status           text not null default 'active',         -- of the user
    passwordless     boolean not null default false,         -- the user has no password
    second_factor    boolean not null default false,         -- the user has one that is not pending, be it suspended
    vouched          boolean not null default false,         -- an exempt identity provider is linked to the user
    -- What the user has that a policy can require.
    holds            text not null generated always as (
                         case when second_factor then 'authenticator' when vouched and passwordless then 'sso_only'
                              else 'nothing' end) stored,
    locked_until     timestamptz,                            -- the user's second step; null or past: not locked
    last_sign_in_at  timestamptz,                            -- of the user; null: never
    -- The day of that in UTC since 2000, 0 for never: the lists are in its order, and of a day's sign-ins only the first
    -- writes an index.
    last_sign_in_day integer not null generated always as (coalesce(floor(extract(epoch from
                         last_sign_in_at - '2000-01-01 00:00:00+00'::timestamptz) / 86400)::integer, 0)) stored,
    reminded_at      timestamptz,                            -- the due time of the newest reminder of the policy
    primary key (user_id, account_id)
) with (fillfactor = 85);
create index membership_by_account on membership (account_id, user_id);
create index membership_by_factor on membership (account_id, holds, user_id);
create index membership_by_sign_in on membership (account_id, last_sign_in_day, user_id);
create index membership_in_charge on membership (account_id, user_id) where role <> 'member';
create index membership_disabled on membership (account_id, user_id) where status <> 'active';
create index membership_locked on membership (account_id, user_id) where locked_until is not null;
create index membership_to_remind on membership (account_id, coalesce(reminded_at, '-infinity'::timestamptz))
    where holds = 'nothing' and status = 'active';

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
create index password_reset_by_id on password_reset (id);
create index password_reset_by_end on password_reset (expires_at);
