-- Spreads the tables over the workers of a Citus cluster (11 or newer), each user's rows together. Run it once on the
-- coordinator, as the owner of the tables, after a first start of the service has made them and while no replica runs.
-- Rows that are there already move. The service then connects to the coordinator as before; no setting of it changes.
-- What each table is distributed by, and why, is in "Growing" of the documentation. A test compares this file with the
-- schema: a table is named here once.

begin;

-- After a change of a reference table, a transaction works on one shard after the other.
do $$ begin
    execute format('alter database %I set citus.multi_shard_modify_mode to ''sequential''', current_database());
end $$;
set local citus.multi_shard_modify_mode to 'sequential';

-- On every worker: small, read with the rows of any user, and seldom written.
select create_reference_table('account');
select create_reference_table('account_brand');
select create_reference_table('client');
select create_reference_table('identity_provider');
select create_reference_table('two_factor_policy');
select create_reference_table('signing_key');
select create_reference_table('keyset_check');
select create_reference_table('first_client');

-- By the user. A user's rows are on one worker, and each statement of a request names the user.
select create_distributed_table('app_user', 'id', colocate_with => 'none');
select create_distributed_table('membership', 'user_id', colocate_with => 'app_user');
select create_distributed_table('search_word', 'user_id', colocate_with => 'app_user');
select create_distributed_table('password_credential', 'user_id', colocate_with => 'app_user');
select create_distributed_table('password_reset', 'user_id', colocate_with => 'app_user');
select create_distributed_table('security_notice', 'user_id', colocate_with => 'app_user');
select create_distributed_table('session', 'user_id', colocate_with => 'app_user');
select create_distributed_table('trusted_device', 'user_id', colocate_with => 'app_user');
select create_distributed_table('two_factor_reminder', 'user_id', colocate_with => 'app_user');
select create_distributed_table('totp_authenticator', 'user_id', colocate_with => 'app_user');
select create_distributed_table('voided_authenticator', 'user_id', colocate_with => 'app_user');
select create_distributed_table('passkey', 'user_id', colocate_with => 'app_user');
select create_distributed_table('used_passkey_ceremony', 'user_id', colocate_with => 'app_user');
select create_distributed_table('recovery_code_set', 'user_id', colocate_with => 'app_user');
select create_distributed_table('recovery_code', 'user_id', colocate_with => 'app_user');
select create_distributed_table('paper_key', 'user_id', colocate_with => 'app_user');
select create_distributed_table('access_code', 'user_id', colocate_with => 'app_user');
select create_distributed_table('failed_attempts', 'user_id', colocate_with => 'app_user');
select create_distributed_table('challenge', 'user_id', colocate_with => 'app_user');
select create_distributed_table('sso_identity', 'user_id', colocate_with => 'app_user');
select create_distributed_table('email_change', 'user_id', colocate_with => 'app_user');
select create_distributed_table('user_erasure', 'user_id', colocate_with => 'app_user');
select create_distributed_table('two_factor_reset', 'user_id', colocate_with => 'app_user');

-- By the account.
select create_distributed_table('invitation', 'account_id', colocate_with => 'none');

-- By what they are looked up by, since no user is known yet or there may be none.
select create_distributed_table('user_email', 'email_hash', colocate_with => 'none');
select create_distributed_table('user_external_id', 'external_id', colocate_with => 'none');
select create_distributed_table('passkey_credential', 'credential_id', colocate_with => 'none');
select create_distributed_table('sso_subject', 'subject', colocate_with => 'none');
select create_distributed_table('blind_challenge', 'id', colocate_with => 'none');
select create_distributed_table('allowance', 'owner', colocate_with => 'none');
select create_distributed_table('used_id_token', 'fingerprint', colocate_with => 'none');
select create_distributed_table('client_token', 'hash', colocate_with => 'none');
select create_distributed_table('keyed_request', 'caller', colocate_with => 'none');

-- On the coordinator alone: a queue that is drained within seconds, the trail, whose triggers a distributed table
-- cannot have, what backends follow in the order of its transactions, and how far jobs have come.
-- coordinator: mail_outbox
-- coordinator: mail_pace
-- coordinator: retention_progress
-- coordinator: policy_rollout
-- coordinator: password_change_rollout
-- coordinator: user_import
-- coordinator: user_import_chunk
-- coordinator: user_import_failure
-- coordinator: revocation
-- coordinator: revocation_feed
-- coordinator: webhook
-- coordinator: webhook_delivery
-- coordinator: audit_event
-- coordinator: audit_event_account
-- coordinator: audit_seal_key
-- coordinator: audit_seal
-- coordinator: siem_cursor
-- coordinator: siem_ahead

commit;
