-- Whether SSO exempts is said of each identity provider, not of an account as a whole.
alter table two_factor_policy drop column sso_exempt;
