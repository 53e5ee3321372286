package dev.sallyport.signin.verification;

import dev.sallyport.factors.factor.WrongCodes;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The trail and the mails of a wrong code for a blind challenge whose password was right: the same as for any other,
 * later. What the lock of a tenth code ends has ended with that code: see {@link BlindChallengeVerifier}.
 */
@ApplicationScoped
class BlindCodeAudit {

    private final WrongCodes wrongCodes;
    private final Audit audit;
    private final DeferredWork after;

    BlindCodeAudit(WrongCodes wrongCodes, Audit audit, DeferredWork after) {
        this.wrongCodes = wrongCodes;
        this.audit = audit;
        this.after = after;
    }

    void note(BlindChallengeVerifier.WrongCode wrong, FactorMethod method, ClientContext context) {
        boolean locked = wrong.verdict().isLocked();
        AuditType type = locked ? AuditType.EXCESS_RATE_LIMIT_EXCEEDED : AuditType.AUTHN_CODE_FAIL;
        OpenChallenge challenge = wrong.challenge();
        after.run(() -> {
            audit.record(AuditEntry.refused(type, wrong.at(), context)
                    .user(challenge.user().id())
                    .with("method", method.text()));
            wrongCodes.noteLater(wrong.verdict().attempt(), method, challenge.recipient(context), context, wrong.at());
        });
    }
}
