package dev.sallyport.factor;

import dev.sallyport.audit.Audit;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditType;
import dev.sallyport.caller.Origin;
import dev.sallyport.mail.MailKind;
import dev.sallyport.mail.Notices;
import dev.sallyport.mail.Told;
import dev.sallyport.throttle.Attempt;
import dev.sallyport.throttle.Throttle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Instant;

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
        if (failed.inARow() == WORTH_A_WARNING) {
            notices.tell(owner, MailKind.WRONG_CODES, now);
        }
        if (failed.locks()) {
            throttle.voidChallenges(owner.userId());
            locked.fire(new SecondStepLocked(owner.userId(), now));
            audit.record(AuditEntry.refused(AuditType.AUTHN_LOGIN_LOCK, now, origin)
                    .user(owner.userId())
                    .with("method", method.text()));
            notices.tell(owner, MailKind.SECOND_STEP_LOCKED, now);
        }
        if (failed.allowed() && failed.inARow() >= Throttle.MAX_IN_A_ROW) {
            factors.suspend(owner.userId());
            ends.forEach(end -> end.reached(owner, method, origin, now));
        }
    }
}
