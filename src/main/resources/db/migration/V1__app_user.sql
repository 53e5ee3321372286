-- One person, one email, in one or more accounts.
create table app_user (
    id                uuid primary key,
    email             text not null unique,          -- canonical form
    email_verified_at timestamptz,                   -- null until a first email code was entered
    status            text not null check (status in ('active', 'disabled')),
    roles             text[] not null default '{}',  -- of the whole service: 'support'
    locale            text,
    epoch             integer not null default 0,    -- a change voids the sessions, devices and challenges begun before
    created_at        timestamptz not null
);
