-- How often a mail was taken for a try whose outcome is unknown: the server broke off, or the replica died over it.
-- Each may have brought a copy, so there are only so many.
alter table mail_outbox add column unknown_outcomes integer not null default 0;

-- What the mail server last said against the mail: reply code and enhanced status code, never its words.
alter table mail_outbox add column last_reply text;

-- Since when the mail waits for an operator: the server turned it away for a reason that lies with us.
alter table mail_outbox add column rejected_at timestamptz;
