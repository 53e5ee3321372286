-- Who was reminded of which date: once for each of 14, 7 and 1 days before it, whichever replica does it.
create table two_factor_reminder (
    user_id uuid not null references app_user,
    due_at  timestamptz not null,
    days    integer not null,
    sent_at timestamptz not null,
    primary key (user_id, due_at, days)
);
create index two_factor_reminder_by_due_at on two_factor_reminder (due_at);
