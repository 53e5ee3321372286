-- A way to a new password that was asked for by mail. The token in the link is derived from the id: nothing here opens
-- anything. It is used up by the new epoch that every change of a password begins.
create table password_reset (
    id         uuid primary key,
    user_id    uuid not null references app_user,
    epoch      integer not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index password_reset_by_user on password_reset (user_id, created_at);
