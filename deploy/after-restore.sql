-- After a backup was restored, and before the service starts on it:
--
--     psql -v ON_ERROR_STOP=1 -f after-restore.sql <the service's database>
--
-- A backup brings back what was used up, ended or taken away since it was made. Nothing here can know what that was, so
-- everything that was under way is ended: people sign in again, with the password and the second factor that they had.

begin;

-- Each epoch voids what was begun in an earlier one. Whatever the statements below do not name falls by this.
update app_user set epoch = epoch + 1;

-- A refresh token that was used since the backup would be the newest again, also in the hands of who copied it.
update session set ended_at = now() where ended_at is null;
update trusted_device set revoked_at = now() where revoked_at is null;

-- Sign-ins half-way, with the email codes that belong to them, and set-ups that a policy demands.
update challenge set closed_at = now() where closed_at is null;
update blind_challenge set closed_at = now() where closed_at is null;

-- Links and codes in mails. The rows stay for those who look into what happened.
update password_reset set expires_at = now() where expires_at > now();
update email_change set expires_at = now() where expires_at > now();
update invitation set expires_at = now() where expires_at > now();
update security_notice set expires_at = now() where expires_at > now();

-- Most of these mails went out before the failure, and the links and codes of all of them are void.
update mail_outbox set failed_at = now() where sent_at is null and failed_at is null;

-- A code works once (RFC 6238 section 5.2), and which ones worked since the backup is forgotten: so none up to now
-- does.
update totp_authenticator set last_spent_step = floor(extract(epoch from now()) / 30)
    where last_spent_step < floor(extract(epoch from now()) / 30);
update totp_authenticator set expires_at = now() where status = 'pending' and expires_at > now();

-- A reset that its user has cancelled since must not be executed after all.
update two_factor_reset set status = 'cancelled', decided_at = now() where status in ('requested', 'approved');

-- Neither must a user be erased who has cancelled that since.
delete from user_erasure where stage = 'waiting';

-- Clients fetch another token when theirs is refused; one that was revoked does not come back.
delete from client_token;

-- Backends that follow revocations start again: the ids of transactions that they remember are given out again. The
-- tokens from before expire within minutes.
delete from revocation;
update revocation_feed set id = gen_random_uuid();

-- On record, with an id in the order of time as the service makes them (RFC 9562 section 5.7).
insert into audit_event (id, at, type, outcome, actor_kind, details)
select encode(
           set_bit(set_bit(
               overlay(uuid_send(gen_random_uuid())
                   placing substring(int8send(floor(extract(epoch from now()) * 1000)::bigint) from 3) from 1 for 6),
               52, 1), 53, 1),
           'hex')::uuid,
       now(), 'backup_restored', 'success', 'operator', '{}';

commit;
