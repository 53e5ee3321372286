package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.ActiveCaller;
import dev.sallyport.sessions.session.CarriedOver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Turns two-factor sign-in off for a user who has proved that they may, where no policy forbids it. */
@ApplicationScoped
class TwoFactorShutdown {

    private final ActiveCaller active;
    private final Policies policies;
    private final TwoFactorRemoval removal;
    private final Notices notices;
    private final Audit audit;

    TwoFactorShutdown(ActiveCaller active, Policies policies, TwoFactorRemoval removal, Notices notices, Audit audit) {
        this.active = active;
        this.policies = policies;
        this.removal = removal;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * Asked before a code is spent: {@code two-factor-enforced} where an account of the user requires a second factor.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Void> requirePermitted(UserCaller caller, Instant now) {
        return policies.of(caller.userId(), now).requirement().required()
                ? Outcome.refused(new ProblemException(ProblemType.TWO_FACTOR_ENFORCED)
                        .detail("An account requires two-factor sign-in. Replace the authenticator instead."))
                : Outcome.of(null);
    }

    /** Removes every factor. Only the current session continues. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Void> disable(UserCaller caller, ClientContext context, Instant now) {
        return active.require(caller).then(user -> {
            if (!removal.isPossible(user.id())) {
                return Outcome.refused(TwoFactorRemoval.notOn());
            }
            CarriedOver carriedOver = CarriedOver.only(Optional.of(caller.sessionId()));
            UserSnapshot after = removal.removeAll(user.id(), carriedOver, now);
            audit.record(AuditEntry.success(AuditType.TWO_FACTOR_DISABLED, now, context)
                    .user(after.id()));
            notices.notifyUser(after.recipient(context), MailKind.TWO_FACTOR_DISABLED, now);
            return Outcome.of(null);
        });
    }
}
