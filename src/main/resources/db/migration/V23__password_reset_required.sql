-- Since when the password opens nothing until its owner has set another one; null while it does.
alter table password_credential add column reset_required_at timestamptz;
