-- A user's password as an Argon2id PHC string; a null pepper_key_id means hashed without a pepper (imported).
create table password_credential (
    user_id       uuid primary key references app_user,
    hash          text not null,
    pepper_key_id integer,
    changed_at    timestamptz not null
);
