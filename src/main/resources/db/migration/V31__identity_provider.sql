-- An OpenID provider by whose word users of an account may sign in.
create table identity_provider (
    id            uuid primary key,
    account_id    uuid not null references account,
    name          text not null,
    issuer        text not null,
    client_id     text not null,               -- the audience of its ID tokens
    email_domains text[] not null default '{}', -- of the users it may bring along; none: only users who linked it
    sso_exempt    text not null check (sso_exempt in ('always', 'if_mfa_asserted', 'never')),
    created_at    timestamptz not null,
    unique (account_id, issuer, client_id)
);
