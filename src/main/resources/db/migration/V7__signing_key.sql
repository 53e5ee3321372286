-- The keys that sign access tokens: the private half sealed, the public half as published.
create table signing_key (
    kid                text primary key,
    sealed_private_key bytea not null,
    public_key         bytea not null,
    created_at         timestamptz not null,
    activates_at       timestamptz not null,
    retires_at         timestamptz
);
