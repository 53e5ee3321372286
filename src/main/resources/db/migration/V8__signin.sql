-- Sign-ins that wait for their second step, and sign-in by identity providers.

-- A sign-in that waits for its second step, or (purpose 'enrollment') for the set-up that a policy requires; or a
-- session that waits for a code by email to step up. The token is derived from user and id: nothing here opens
-- anything.
create table challenge (
    user_id           uuid not null references app_user,
    id                uuid not null,
    purpose           text not null check (purpose in ('two_factor', 'device_verification', 'enrollment', 'step_up')),
    epoch             integer not null,             -- of the user; another one voids the challenge
    second_step_locks integer not null default 0,   -- of the user; a later lock voids the challenge
    failures          integer not null default 0,
    first_amr         text[] not null default '{pwd}', -- what the first step proved (RFC 8176)
    provider_id       uuid,                         -- the identity provider that identified the user, if any …
    device_id         uuid,                         -- the recognized device that was presented, if any
    device_generation integer,
    device_name       text,                         -- what the user calls the device that signs in
    -- What a backend stated about the device of the user that it acts for; null where the device speaks for itself.
    device_user_agent text,                         -- empty where the device states nothing
    device_ip         text,
    session_id        uuid,                         -- with purpose 'step_up': the session that steps up
    client_id         text,                         -- the backend that it was opened for, if any
    created_at        timestamptz not null,
    expires_at        timestamptz not null,
    closed_at         timestamptz,
    primary key (user_id, id),
    check (('sso' = any (first_amr)) = (provider_id is not null)) -- … whose link it rests on
);
create index challenge_by_end on challenge (expires_at);

-- A challenge whose answer to the password did not say whether it was right, since there were too many wrong ones for
-- its email. A wrong password and an email without a user get a row like a right password. Its key is its own id:
-- the token names that, and must not tell whether there is a user.
create table blind_challenge (
    id                uuid primary key,
    email_hash        bytea not null,
    email_hint        text not null,                -- of what was typed
    user_id           uuid,                         -- null: no user has the email
    epoch             integer not null,             -- of the user when the password was typed
    second_step_locks integer not null default 0,   -- of the user; 0 without one
    password_right    boolean not null,
    tries             integer not null,             -- blind sign-ins of this email from its address, with this one
    failures          integer not null default 0,
    device_name       text,
    mail_requested_at timestamptz not null,
    expires_at        timestamptz not null,
    closed_at         timestamptz
);
create index blind_challenge_by_end on blind_challenge (expires_at);
create index blind_challenge_by_email on blind_challenge (email_hash);
create index blind_challenge_by_user on blind_challenge (user_id) where user_id is not null;

-- An OpenID provider by which users of an account can sign in.
create table identity_provider (
    id            uuid primary key,
    account_id    uuid not null references account,
    name          text not null,
    issuer        text not null,
    client_id     text not null,                    -- the audience of its ID tokens
    email_domains text[] not null default '{}',     -- of the users that it can create; none: only users who linked it
    sso_exempt    text not null check (sso_exempt in ('always', 'if_mfa_asserted', 'never')),
    created_at    timestamptz not null,
    removed_at    timestamptz                       -- then it stands for nothing, and goes with its last link
);
create unique index identity_provider_once on identity_provider (account_id, issuer, client_id)
    where removed_at is null;
create index identity_provider_by_account on identity_provider (account_id);

-- Which user a subject of a provider is; the key is the subject. An email alone never makes this link.
create table sso_subject (
    provider_id uuid not null references identity_provider on delete cascade,
    subject     text not null,
    user_id     uuid not null,
    primary key (subject, provider_id)
);
create index sso_subject_by_provider on sso_subject (provider_id);
create index sso_subject_by_user on sso_subject (user_id);

-- The same with the rows of the user; both are written in one transaction.
create table sso_identity (
    user_id      uuid not null references app_user,
    provider_id  uuid not null references identity_provider on delete cascade,
    subject      text not null,
    created_at   timestamptz not null,
    last_used_at timestamptz,
    primary key (user_id, provider_id, subject)
);
create index sso_identity_by_provider on sso_identity (provider_id, user_id);

-- ID tokens that were used once, by their hash, until they expire by themselves.
create table used_id_token (
    fingerprint bytea primary key,
    expires_at  timestamptz not null
);
create index used_id_token_by_end on used_id_token (expires_at);
