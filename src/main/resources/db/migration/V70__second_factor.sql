-- What users can answer a two-factor challenge with, in one place: a new kind of factor adds its rows to one of these.

-- A second factor that its user has set up, be it suspended: who has one is asked for one at sign-in. Whatever asks whether
-- a user has a second factor reads this view.
create view second_factor (user_id, method, id, created_at, bound_at, last_used_at) as
    select user_id, 'totp', id, created_at, confirmed_at, last_used_at
    from totp_authenticator where status <> 'pending';

-- What takes the place of a second factor: the recovery codes that are left, and the paper key.
create view factor_substitute (user_id, method) as
    select user_id, 'recovery_code' from recovery_code where used_at is null
    union all
    select user_id, 'paper_key' from paper_key where active;
