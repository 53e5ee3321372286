-- Who a subject of a provider is here. An email alone never makes this link.
create table sso_identity (
    provider_id  uuid not null references identity_provider on delete cascade,
    subject      text not null,
    user_id      uuid not null references app_user on delete cascade,
    created_at   timestamptz not null,
    last_used_at timestamptz,
    primary key (provider_id, subject)
);
create index sso_identity_by_user on sso_identity (user_id, created_at);
