-- Changes that users and owners of accounts have begun.

-- A new email address that waits for its proof: one at a time. The code that was mailed there is derived from the id.
create table email_change (
    user_id    uuid primary key references app_user,
    id         uuid not null,
    email      text not null,                       -- in canonical form
    epoch      integer not null,                    -- of the user; another one voids the change
    session_id uuid,                                -- the session that began it: no other can enter the code
    failures   integer not null default 0,
    expires_at timestamptz not null
);
create index email_change_by_end on email_change (expires_at);

-- A person who is invited to an account and has not accepted yet. The row names the address, so that it does not tell
-- whether the address belongs to a user. The token in the link is derived from the id.
create table invitation (
    account_id uuid not null references account,
    id         uuid not null,
    email      text not null,                       -- in canonical form
    role       text not null check (role in ('owner', 'admin', 'member')),
    invited_by uuid,                                -- the user who invited; null: a backend
    created_at timestamptz not null,
    mailed_at  timestamptz not null,
    expires_at timestamptz not null,
    primary key (account_id, id),
    unique (account_id, email)
);
create index invitation_by_end on invitation (expires_at);
