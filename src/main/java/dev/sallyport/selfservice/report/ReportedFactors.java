package dev.sallyport.selfservice.report;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.enrollment.TwoFactorRemoval;
import dev.sallyport.factors.factor.BoundFactor;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.mailing.mail.ReportedAct;
import dev.sallyport.sessions.session.CarriedOver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Takes back what a reported act has done to the second factors of a user who is locked. */
@ApplicationScoped
class ReportedFactors {

    private final SecondFactors factors;
    private final BoundFactors bound;
    private final TwoFactorRemoval removal;
    private final RecoveryCodes recoveryCodes;
    private final PaperKeys paperKeys;

    ReportedFactors(
            SecondFactors factors,
            BoundFactors bound,
            TwoFactorRemoval removal,
            RecoveryCodes recoveryCodes,
            PaperKeys paperKeys) {
        this.factors = factors;
        this.bound = bound;
        this.removal = removal;
        this.recoveryCodes = recoveryCodes;
        this.paperKeys = paperKeys;
    }

    /** There was no authenticator before the act, so that each has come after it, unless it was repeated since. */
    @Transactional(Transactional.TxType.MANDATORY)
    void disable(ReportedAct act, Instant now) {
        if (!act.repeatedSince()) {
            removal.removeAll(act.userId(), CarriedOver.none(), now);
        }
    }

    /**
     * Where no other authenticator is left, it is suspended: a mailbox alone must not turn the second factor off.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void remove(ReportedAct act) {
        List<BoundFactor> all = bound.list(act.userId());
        List<BoundFactor> reported = reported(act, all);
        reported.forEach(factor -> {
            if (all.size() > reported.size()) {
                factors.remove(factor, act.userId());
            } else {
                factors.suspend(factor, act.userId());
            }
        });
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void suspend(ReportedAct act) {
        reported(act, bound.list(act.userId())).forEach(factor -> factors.suspend(factor, act.userId()));
    }

    /** Suspends the one that the notice is about, and no other. */
    @Transactional(Transactional.TxType.MANDATORY)
    void suspendNamed(ReportedAct act) {
        bound.list(act.userId()).stream()
                .filter(factor -> isNamed(factor, act))
                .forEach(factor -> factors.suspend(factor, act.userId()));
    }

    /** The one that the notice is about, and what was bound after it: it may have taken the place of that one. */
    private static List<BoundFactor> reported(ReportedAct act, List<BoundFactor> all) {
        return all.stream()
                .filter(factor -> isNamed(factor, act) || factor.createdAt().isAfter(act.at()))
                .toList();
    }

    private static boolean isNamed(BoundFactor factor, ReportedAct act) {
        return act.subject().filter(factor.id()::equals).isPresent();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void spendRecoveryCodes(UserId user, Instant now) {
        recoveryCodes.spendAll(user, now);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void removePaperKey(UserId user) {
        paperKeys.removeAll(user);
    }
}
