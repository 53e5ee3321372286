-- Users, the organizations that they belong to, and their passwords.
--
-- Rules for every file here:
-- - The rows of a user have the key (user_id, id), so that they can be stored together. The column user_id is never
--   null and never changes, and each look-up names it.
-- - Ids are UUIDs of version 7, each unique by itself. Every other unique index holds the user.
-- - A row refers to other rows of the same user, and to app_user, account, client and identity_provider, and to nothing
--   else. No trigger is on such a table.
-- - The time after which a row can be deleted has an index.
-- deploy/citus.sql names for each table the column that its rows are stored by.

-- An organization whose users sign in.
create table account (
    id          uuid primary key,
    name        text not null,
    external_id text unique,         -- in the system that it came from
    created_at  timestamptz not null,
    member_resets boolean not null default false, -- owners and admins may reset the second factor of members
    erased_at   timestamptz          -- since when its erasure goes from member to member; null: it is not erased
);
create index account_in_erasure on account (erased_at) where erased_at is not null;

-- A person with one email address, a member of one or more accounts.
create table app_user (
    id                uuid primary key,
    email             text not null,                 -- in canonical form; user_email keeps it unique
    email_verified_at timestamptz,                   -- null until the user has entered a first email code
    status            text not null check (status in ('active', 'disabled')),
    roles             text[] not null default '{}',  -- of the whole service: 'support'
    locale            text,                          -- BCP 47; null: the default language
    external_id       text,                          -- in the system that they came from; user_external_id keeps it unique
    epoch             integer not null default 0,    -- a new one voids earlier sessions, devices and challenges
    second_step_locks integer not null default 0,    -- how often the second step was locked
    locked_down_at    timestamptz,                   -- disabled then, until support opens the user; null: not
    last_lockdown_at  timestamptz,                   -- what the user began for others before it is void; null: never
    stays_disabled    boolean not null default false, -- an account has disabled the user who was locked down
    sign_in_barred    boolean not null default false, -- from a lockdown until a mailed link has set a password
    -- The last sign-in that no membership has: of a user without one, or before a membership ended. Sessions are deleted
    -- some days after their end; this and membership.last_sign_in_at stay.
    last_sign_in_at   timestamptz,
    created_at        timestamptz not null
);

-- Which user has which email address. Stored by the address and not with the rows of the user, so that a sign-in finds
-- its user in one place. Written with app_user.email, in the same transaction.
create table user_email (
    email_hash bytea primary key,   -- SHA-256 of the canonical form
    user_id    uuid not null
);

-- Which user has which id in the system that they came from. Stored by that id, and written with app_user.external_id, in
-- the same transaction.
create table user_external_id (
    external_id text primary key,
    user_id     uuid not null
);

-- The users of an account, and their roles in it; and what an account's lists of its members filter by, so that a page of
-- a list costs its own length, reads no other table for the filter and never joins two users. The transaction that
-- changes one of these facts of a user changes it in the user's memberships.
create table membership (
    user_id          uuid not null references app_user,
    account_id       uuid not null references account,
    role             text not null check (role in ('owner', 'admin', 'member')),
    created_at       timestamptz not null,
    status           text not null default 'active',         -- of the user
    passwordless     boolean not null default false,         -- the user has no password
    -- The kinds of second factor that the user has, be they suspended, in alphabetical order with spaces between.
    second_factors   text not null default '',
    vouched          boolean not null default false,         -- an exempt provider of the account is linked to the user
    -- What the user has that a policy can require, of which it names the kinds: those, then 'sso_only' where a provider
    -- stands for them; or 'nothing'.
    holds            text not null generated always as (
                         case when not (vouched and passwordless) and second_factors = '' then 'nothing'
                              when not (vouched and passwordless) then second_factors
                              else ltrim(second_factors || ' sso_only') end) stored,
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
create index membership_to_remind on membership (account_id, holds, coalesce(reminded_at, '-infinity'::timestamptz))
    where status = 'active';

-- What a user is searched by: the address from the beginning of each of its words on, once for the whole service (a
-- scope of zeros) and once for each account. A search reads those that begin with what was typed, in their order, a page
-- at a time. Collated by bytes, so that an index has them in this order.
create table search_word (
    user_id  uuid not null references app_user,
    scope_id uuid not null,
    word     text collate "C" not null,
    primary key (user_id, scope_id, word)
);
create index search_word_in_scope on search_word (scope_id, word, user_id);

-- The password of a user. A user without a row has no password.
create table password_credential (
    user_id           uuid primary key references app_user,
    hash              text not null,        -- Argon2id, as a PHC string; until the first sign-in one of another system
    pepper_key_id     integer,              -- null: another system hashed it
    changed_at        timestamptz not null,
    reset_required_at timestamptz,          -- from then on another one has to be set; null: it can be used
    sealed_pepper     bytea                 -- of the other instance of this service that hashed it; null: none did
);
-- Which peppers are still needed.
create index password_credential_by_pepper on password_credential (pepper_key_id);
create index password_credential_by_seal on password_credential (substring(sealed_pepper from 2 for 4))
    where sealed_pepper is not null;

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
create index password_reset_by_end on password_reset (expires_at);
