-- Mails that wait for their delivery, and the links in them by which a user can report an act.

-- Mails, written in the transaction of the act and delivered afterwards by the replica that claims the row.
create table mail_outbox (
    id               uuid primary key,
    user_id          uuid,                      -- null: to an address that may have no user, such as an invited one
    account_id       uuid,                      -- with a notice to many members of an account, which leave in its slots
    urgent           boolean not null default false, -- a person waits for it: it leaves before all that is not
    kind             text not null,
    recipient        text not null,
    locale           text,                      -- null: the default language
    details          jsonb not null,            -- what the text of this kind needs
    created_at       timestamptz not null,
    not_after        timestamptz not null,      -- the mail is worth nothing after that
    attempts         integer not null default 0,
    next_attempt_at  timestamptz not null,      -- claimed until then, or due from then on
    sent_at          timestamptz,               -- when the mail server took it
    failed_at        timestamptz,               -- when it was given up
    -- How often an attempt ended in an unknown outcome: the server broke off, or the replica stopped. Each may have
    -- delivered a copy, so there is a limit.
    unknown_outcomes integer not null default 0,
    last_reply       text,                      -- the server's last reply and enhanced status code, not its words
    rejected_at      timestamptz,               -- waits for an operator since then: the server's reason lies with us
    trace            text                       -- the span of the act, which the tries continue; null: not traced
);
-- A claim reads the first entries of each half, however many are due.
create index mail_outbox_due on mail_outbox (urgent, next_attempt_at, id) where sent_at is null and failed_at is null;
-- A front end asks for the state of the mail with a user's code.
create index mail_outbox_by_user on mail_outbox (user_id, id);
create index mail_outbox_by_end on mail_outbox (not_after);
create index mail_outbox_of_account on mail_outbox (account_id) where account_id is not null;
-- A notice to the owners of an account names the user who acted.
create index mail_outbox_naming on mail_outbox ((details ->> 'who')) where details ->> 'who' is not null;
create index mail_outbox_to_strangers on mail_outbox (recipient) where user_id is null;

-- From when on the next notice to members of an account may leave: each takes a slot of its own, so that an account's
-- notices leave fifty a second, from all replicas together and for all acts.
create table mail_pace (
    account_id uuid primary key references account,
    next_at    timestamptz not null
);
create index mail_pace_by_next_at on mail_pace (next_at);

-- What the mails of an account look like and whom they come from, in mails that the account has caused and in mails to
-- users who belong to it alone. Null: as those of the service. An account without a row has chosen nothing.
create table account_brand (
    account_id      uuid primary key references account,
    name            text,
    color           text,           -- #rrggbb
    logo            text,           -- an https URL, which mail programs fetch and this service does not
    footer          text,
    support_address text,
    sender_name     text,
    sender_address  text,           -- counts while its domain is among those that a setting allows
    updated_at      timestamptz not null
);

-- A mail about an act, with a link by which the user can report that they did not do it. The token in the link is
-- derived from the id: nothing here opens anything. It is good once, for the mailbox that it was sent to.
create table security_notice (
    user_id     uuid not null references app_user,
    id          uuid not null,
    kind        text not null,              -- of the mail
    subject     uuid,                       -- the device, authenticator or identity provider that the mail is about
    recipient   text not null,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    reported_at timestamptz,                -- when the link was used
    primary key (user_id, id)
);
create index security_notice_by_end on security_notice (expires_at);
