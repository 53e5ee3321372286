-- Who is invited to an account and has not accepted yet. Whether the address belongs to a user already is nobody's
-- business before that, so that the row names the address. The token in the link is derived from the id.
create table invitation (
    id         uuid primary key,
    account_id uuid not null references account,
    email      text not null,               -- canonical form
    role       text not null check (role in ('owner', 'admin', 'member')),
    created_at timestamptz not null,
    mailed_at  timestamptz not null,
    expires_at timestamptz not null,
    unique (account_id, email)
);
create index invitation_by_account on invitation (account_id, id);
