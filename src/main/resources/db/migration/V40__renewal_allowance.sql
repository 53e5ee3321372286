-- How often a user has renewed recovery codes and paper key of late.
create table renewal_allowance (
    user_id    uuid primary key references app_user,
    renewals   integer not null,
    expires_at timestamptz not null
);
