-- Who belongs to which account, and as what.
create table membership (
    user_id    uuid not null references app_user,
    account_id uuid not null references account,
    role       text not null check (role in ('owner', 'admin', 'member')),
    created_at timestamptz not null,
    primary key (user_id, account_id)
);
create index membership_by_account on membership (account_id, user_id);
