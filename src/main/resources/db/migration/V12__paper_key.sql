-- The 64-character key of last resort. It is offered with a pending authenticator and works once that is confirmed.
create table paper_key (
    user_id          uuid not null references app_user,
    authenticator_id uuid not null,
    hash             bytea not null,
    active           boolean not null default false,
    created_at       timestamptz not null,
    primary key (user_id, authenticator_id)
);
create unique index paper_key_active on paper_key (user_id) where active;
