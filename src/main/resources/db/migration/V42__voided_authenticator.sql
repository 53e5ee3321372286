-- A pending authenticator that a second start has voided: that it was there and whose, without its key.
create table voided_authenticator (
    id        uuid primary key,
    user_id   uuid not null references app_user,
    voided_at timestamptz not null
);
create index voided_authenticator_by_end on voided_authenticator (voided_at);
