-- What owners have taken of what they may take in fixed windows of time. Nothing here outlives its windows, so that the
-- counts of the tables before are dropped.
create table allowance (
    owner      text not null,           -- id of a user, account or client; a network; the SHA-256 of an email, known or not
    kind       text not null,
    part       text not null,           -- of the owner's allowances of the kind: a device or a network; empty where there is one
    taken      integer[] not null,      -- in each window
    began_at   timestamptz[] not null,  -- each window
    expires_at timestamptz not null,    -- when the longest window is over
    primary key (owner, kind, part),
    check (cardinality(taken) = cardinality(began_at))
);
create index allowance_by_end on allowance (expires_at);

drop table password_attempts;
drop table blind_attempts;
drop table address_attempts;
drop table mail_allowance;
drop table reset_allowance;
drop table client_allowance;
drop table invitation_allowance;
drop table renewal_allowance;
