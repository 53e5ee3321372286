-- A set-up belongs to the session or the enrollment token that began it, and to the epoch of the user it was begun in.
-- One from before has neither, and no caller sees it: the user starts again.
alter table totp_authenticator
    add column holder_id uuid,         -- of the session, or of the challenge behind the enrollment token
    add column holder_epoch integer;
alter table voided_authenticator add column holder_id uuid;
