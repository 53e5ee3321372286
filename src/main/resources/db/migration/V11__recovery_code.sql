-- A set of one-time recovery codes: hashed with one salt, so that a try costs one slow hash whatever is left.
create table recovery_code_set (
    user_id    uuid primary key references app_user,
    salt       bytea not null,
    created_at timestamptz not null
);

create table recovery_code (
    user_id uuid not null references recovery_code_set on delete cascade,
    hash    bytea not null,
    used_at timestamptz,
    primary key (user_id, hash)
);
