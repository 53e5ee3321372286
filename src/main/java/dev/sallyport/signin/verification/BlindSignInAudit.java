package dev.sallyport.signin.verification;

import dev.sallyport.factors.factor.WrongCodes;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Records both steps of a blind sign-in, after the response. The user, the accounts and their webhooks read the trail,
 * and any of these readers may be guessing: each step records the same event whether the password was right or not.
 * Only a complete sign-in reveals that it was.
 */
@ApplicationScoped
class BlindSignInAudit {

    private final PasswordAudit passwords;
    private final SignInAudit signIns;
    private final CopiedDevices copies;
    private final WrongCodes wrongCodes;
    private final Audit audit;
    private final DeferredWork deferred;

    BlindSignInAudit(
            PasswordAudit passwords,
            SignInAudit signIns,
            CopiedDevices copies,
            WrongCodes wrongCodes,
            Audit audit,
            DeferredWork deferred) {
        this.passwords = passwords;
        this.signIns = signIns;
        this.copies = copies;
        this.wrongCodes = wrongCodes;
        this.audit = audit;
        this.deferred = deferred;
    }

    /**
     * The challenge was opened, for any password. An old token of a device ends the trust in that device and what it
     * let in, as it does after a right password elsewhere: the token alone shows that there is a copy.
     */
    void note(SignInAttempt attempt, ClientContext context, Instant now) {
        deferred.run(() -> {
            attempt.subject().filter(SignInSubject::active).ifPresent(owner -> copies.end(owner, context, now));
            attempt.subject()
                    .ifPresentOrElse(
                            known -> signIns.challengeOpened(
                                    known.user().id(),
                                    ShownPurpose.EXTRA_VERIFICATION,
                                    ChallengeReason.WRONG_PASSWORDS,
                                    context,
                                    now),
                            () -> passwords.refused(attempt, context));
            passwords.notifyOfStreak(attempt, context);
        });
    }

    /** The second step was refused, whatever was wrong: the password, the code, or both. */
    void noteRefusal(OpenBlindChallenge challenge, FactorMethod method, ClientContext context, Instant now) {
        challenge
                .user()
                .ifPresent(user ->
                        deferred.run(() -> audit.record(AuditEntry.refused(AuditType.AUTHN_CODE_FAIL, now, context)
                                .user(user)
                                .with("method", method.text()))));
    }

    /** The password was right and the code was wrong: only the mailbox of the owner may reveal it. */
    void noteWrongCode(BlindChallengeVerifier.NotedFailure wrong, ClientContext context) {
        deferred.run(() -> wrongCodes.noteBlindly(
                wrong.result().attempt(), wrong.challenge().recipient(context), wrong.at()));
    }
}
