-- Changes that users and owners of accounts have begun.

-- A new email address that waits for its proof: one at a time. The code that was mailed there is derived from the id.
create table email_change (
    user_id    uuid primary key references app_user,
    id         uuid not null,
    email      text not null,                       -- in canonical form
    epoch      integer not null,                    -- of the user; another one voids the change
    session_id uuid,                                -- the session that began it: no other can enter the code
    failures   integer not null default 0,
    expires_at timestamptz not null
);
create index email_change_by_end on email_change (expires_at);

-- A person who is invited to an account and has not accepted yet. The row names the address, so that it does not tell
-- whether the address belongs to a user. The token in the link is derived from the id.
create table invitation (
    account_id uuid not null references account,
    id         uuid not null,
    email      text not null,                       -- in canonical form
    role       text not null check (role in ('owner', 'admin', 'member')),
    invited_by uuid,                                -- the user who invited; null: a backend
    granted_at timestamptz not null,                -- when that user gave the role
    created_at timestamptz not null,
    mailed_at  timestamptz not null,
    expires_at timestamptz not null,
    primary key (account_id, id),
    unique (account_id, email)
);
create index invitation_by_end on invitation (expires_at);
create index invitation_by_email on invitation (email);
create index invitation_by_inviter on invitation (invited_by) where invited_by is not null;

-- A user who is erased, or has asked for it. The row outlives the user: it refers to nothing, and holds the id alone.
create table user_erasure (
    user_id       uuid primary key,
    requested_at  timestamptz not null,
    with_accounts boolean not null,                 -- also erases the accounts that would have no owner
    stage         text not null check (stage in ('waiting', 'trail', 'sweep')),
    -- When the stage is due: the rows of the user go; the next events of the trail lose address, browser and details;
    -- and once more all of it, for what was written by requests that had read the user before.
    due_at        timestamptz not null,
    reached       uuid,                             -- the events up to this id are done; null: none
    failures      integer not null default 0        -- how often the stage has failed since its last step
);
create index user_erasure_due on user_erasure (due_at);

-- A required change of passwords that has not reached every member of an account yet. It goes from member to member in
-- the order of their ids, and the row goes with the last one.
create table password_change_rollout (
    account_id   uuid not null references account,
    id           uuid not null,                     -- among the details of its events
    account_name text not null,                     -- of that time, for the mails
    begun_at     timestamptz not null,              -- passwords that were set later are not meant
    members      integer not null,                  -- of that time
    done         integer not null,                  -- of the members
    last_user    uuid not null,                     -- the members up to this id are done
    failures     integer not null default 0,        -- since the last batch that was done
    next_at      timestamptz not null,              -- when the next batch is due: later after each failure
    primary key (account_id, id)
);
