-- An organisation whose users sign in.
create table account (
    id         uuid primary key,
    name       text not null,
    created_at timestamptz not null
);
