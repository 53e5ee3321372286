-- A mail about an act, with a link by which the user can report that the act was not theirs. The token in the
-- link is derived from the id: nothing here opens anything. It is good for the mailbox that it was sent to, once.
create table security_notice (
    id          uuid primary key,
    user_id     uuid not null references app_user,
    kind        text not null,          -- of the mail
    subject     uuid,                   -- the device, authenticator or identity provider that the mail is about
    recipient   text not null,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    reported_at timestamptz
);
create index security_notice_by_end on security_notice (expires_at);
create index security_notice_by_user on security_notice (user_id);
