-- Guesses at second factors, counted for a user over all methods, challenges and replicas.
create table failed_attempts (
    user_id      uuid primary key references app_user,
    failures     integer not null,      -- since the last lock
    in_a_row     integer not null,      -- since the last complete sign-in
    locks        integer not null,      -- since the last complete sign-in: each doubles the next
    locked_until timestamptz
);
