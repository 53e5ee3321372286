-- How many people the owners and admins of an account have added of late.
create table invitation_allowance (
    account_id uuid primary key references account,
    additions  integer not null,
    expires_at timestamptz not null
);
