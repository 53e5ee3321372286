-- A new address that waits for its proof: one at a time. The code that was mailed there is derived from the id.
create table email_change (
    user_id    uuid primary key references app_user,
    id         uuid not null,
    email      text not null,               -- canonical form
    epoch      integer not null,
    failures   integer not null default 0,
    expires_at timestamptz not null
);
