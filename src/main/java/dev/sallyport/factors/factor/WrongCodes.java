package dev.sallyport.factors.factor;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Instant;

/**
 * The consequences of wrong codes of every kind: a mail to the owner after the fifth, another after the one that locks
 * the second step, and an end to guessing after the hundredth in a row.
 */
@ApplicationScoped
public class WrongCodes {

    /**
     * Wrong codes in a row, over all methods and challenges, until the owner gets a mail: more than most users mistype,
     * and few for an attacker.
     */
    static final int WORTH_A_WARNING = 5;

    private final SecondFactorThrottle throttle;
    private final Event<SecondStepLocked> locked;
    private final SecondFactors factors;
    private final Instance<GuessLimit> ends;
    private final Users users;
    private final Audit audit;
    private final Notices notices;

    WrongCodes(
            SecondFactorThrottle throttle,
            Event<SecondStepLocked> locked,
            SecondFactors factors,
            @Any Instance<GuessLimit> ends,
            Users users,
            Audit audit,
            Notices notices) {
        this.throttle = throttle;
        this.locked = locked;
        this.factors = factors;
        this.ends = ends;
        this.users = users;
        this.audit = audit;
        this.notices = notices;
    }

    /** Notes an attempt that failed, in the transaction that spent it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void note(Attempt failed, CodeCheckContext code) {
        endWhatWaits(failed, code.userId(), code.at());
        if (hasConsequence(failed)) {
            NoticeRecipient owner =
                    users.lockActive(code.userId()).orElseThrow().recipient(code.context());
            applyConsequences(failed, code.method(), owner, code.context(), code.at());
        }
    }

    /** Of most wrong codes nothing follows, and nothing is looked up. */
    private static boolean hasConsequence(Attempt failed) {
        return failed.consecutiveFailures() == WORTH_A_WARNING || failed.locks() || endsGuessing(failed);
    }

    private static boolean endsGuessing(Attempt failed) {
        return failed.allowed() && failed.consecutiveFailures() >= SecondFactorThrottle.MAX_CONSECUTIVE;
    }

    /**
     * Ends what waits for a code of the user, where the attempt locks the second step: challenges and set-ups from
     * before it.
     */
    private void endWhatWaits(Attempt failed, UserId user, Instant now) {
        if (failed.locks()) {
            throttle.voidChallenges(user, now);
            locked.fire(new SecondStepLocked(user, now));
        }
    }

    /**
     * Notifies the owner of wrong codes after the right password in blind sign-ins, as {@link #note} does. Nothing but
     * the mailbox may show it, so that nothing is recorded or ended.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void noteBlindly(Attempt failed, NoticeRecipient owner, Instant now) {
        notifyOwner(failed, owner, now);
    }

    private void notifyOwner(Attempt failed, NoticeRecipient owner, Instant now) {
        if (failed.consecutiveFailures() == WORTH_A_WARNING) {
            notices.notifyUser(owner, MailKind.WRONG_CODES, now);
        }
        if (failed.locks()) {
            notices.notifyUser(owner, MailKind.SECOND_STEP_LOCKED, now);
        }
    }

    /** Records the lock, notifies the owner, and ends guessing, where the attempt leads to one of these. */
    private void applyConsequences(
            Attempt failed, FactorMethod method, NoticeRecipient owner, ClientContext context, Instant now) {
        if (failed.locks()) {
            audit.record(AuditEntry.refused(AuditType.AUTHN_LOGIN_LOCK, now, context)
                    .user(owner.userId())
                    .with("method", method.text()));
        }
        notifyOwner(failed, owner, now);
        if (endsGuessing(failed)) {
            factors.suspend(owner.userId());
            ends.forEach(end -> end.reached(owner, method, context, now));
        }
    }
}
