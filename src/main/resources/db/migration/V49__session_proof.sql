-- What an identity provider said of a session that it vouches for, apart from what was proved here: each counts only
-- while what it rests on is there. And when a session lost its second factor: no token from before states one any more.
alter table session
    add column provider_id uuid,
    add column provider_amr text[] not null default '{}',
    add column lowered_at timestamptz;

update session s set
    provider_id = (select i.provider_id from sso_identity i
                   where i.user_id = s.user_id order by i.last_used_at desc nulls last limit 1),
    provider_amr = array_remove(s.amr, 'sso'),
    amr = '{sso}',
    acr = '1fa'
where s.policy_exempt;
