-- Mails that are owed: written in the transaction of the act, delivered afterwards by whichever replica takes the row.
create table mail_outbox (
    id              uuid primary key,
    user_id         uuid not null references app_user,
    kind            text not null,
    recipient       text not null,
    locale          text,
    details         jsonb not null,
    created_at      timestamptz not null,
    not_after       timestamptz not null,
    attempts        integer not null default 0,
    next_attempt_at timestamptz not null,
    sent_at         timestamptz,
    failed_at       timestamptz
);
create index mail_outbox_due on mail_outbox (next_attempt_at) where sent_at is null and failed_at is null;
