package dev.sallyport.factors.factor;

import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.Told;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.throttle.Attempt;
import dev.sallyport.security.throttle.Throttle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;

/**
 * What follows from wrong codes of every kind: a mail to the owner at the fifth, another at the one that closes the second
 * step, and at the hundredth in a row an end to guessing.
 */
@ApplicationScoped
public class WrongCodes {

    /** In a row, over all methods and challenges: few people mistype so often, and whoever guesses has just begun. */
    static final int WORTH_A_WARNING = 5;

    private final Throttle throttle;
    private final Event<SecondStepLocked> locked;
    private final SecondFactors factors;
    private final Instance<GuessingEnd> ends;
    private final Audit audit;
    private final Notices notices;

    WrongCodes(
            Throttle throttle,
            Event<SecondStepLocked> locked,
            SecondFactors factors,
            @Any Instance<GuessingEnd> ends,
            Audit audit,
            Notices notices) {
        this.throttle = throttle;
        this.locked = locked;
        this.factors = factors;
        this.ends = ends;
        this.audit = audit;
        this.notices = notices;
    }

    /** Notes an attempt that failed, or one that was not looked at since there were too many. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void note(Attempt failed, FactorMethod method, Told owner, Origin origin, Instant now) {
        endWhatWaits(failed, owner.userId(), now);
        noteLater(failed, method, owner, origin, now);
    }

    /**
     * Ends what waits for a code of the user, where the attempt locks the second step: challenges and set-ups from before it.
     * It MUST run in the transaction that spent the attempt.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void endWhatWaits(Attempt failed, UUID user, Instant now) {
        if (failed.locks()) {
            throttle.voidChallenges(user);
            locked.fire(new SecondStepLocked(user, now));
        }
    }

    /** The rest of {@link #note} after {@link #endWhatWaits}, in the same transaction or in a later one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void noteLater(Attempt failed, FactorMethod method, Told owner, Origin origin, Instant now) {
        if (failed.inARow() == WORTH_A_WARNING) {
            notices.tell(owner, MailKind.WRONG_CODES, now);
        }
        if (failed.locks()) {
            audit.record(AuditEntry.refused(AuditType.AUTHN_LOGIN_LOCK, now, origin)
                    .user(owner.userId())
                    .with("method", method.text()));
            notices.tell(owner, MailKind.SECOND_STEP_LOCKED, now);
        }
        if (failed.allowed() && failed.inARow() >= Throttle.MAX_IN_A_ROW) {
            // A later transaction holds neither, and every judge of a code takes both before a factor.
            throttle.lock(owner.userId());
            factors.suspend(owner.userId());
            ends.forEach(end -> end.reached(owner, method, origin, now));
        }
    }
}
