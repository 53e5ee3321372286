-- When members were told of the policy: whoever was told within 14 days of the date needs no reminder at once.
alter table two_factor_policy add column announced_at timestamptz;
