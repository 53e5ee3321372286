package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.CodeRefusals;
import dev.sallyport.factors.factor.PendingFactor;
import dev.sallyport.factors.factor.SetUpHolder;
import dev.sallyport.factors.factor.WrongCodes;
import dev.sallyport.factors.totp.TotpBinding;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Enrolling;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.throttle.Attempt;
import dev.sallyport.security.throttle.Throttle;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Judges the codes that confirm a pending authenticator: an attempt is spent first, as with every other code. */
@ApplicationScoped
class ConfirmingCodes {

    private final TotpBinding binding;
    private final BoundFactors factors;
    private final Throttle throttle;
    private final Sessions sessions;
    private final Users users;
    private final WrongCodes wrongCodes;
    private final Audit audit;
    private final Clock clock;

    ConfirmingCodes(
            TotpBinding binding,
            BoundFactors factors,
            Throttle throttle,
            Sessions sessions,
            Users users,
            WrongCodes wrongCodes,
            Audit audit,
            Clock clock) {
        this.binding = binding;
        this.factors = factors;
        this.throttle = throttle;
        this.sessions = sessions;
        this.users = users;
        this.wrongCodes = wrongCodes;
        this.audit = audit;
        this.clock = clock;
    }

    /** A right code that is not yet spent. */
    record Right(PendingFactor factor, boolean first) {}

    Outcome<Right> judge(Enrolling caller, UUID authenticator, String code, Origin origin) {
        return Transactions.call(() -> judgeLocked(caller, authenticator, code, origin));
    }

    private Outcome<Right> judgeLocked(Enrolling caller, UUID authenticator, String code, Origin origin) {
        UUID user = caller.userId();
        Instant now = clock.instant();
        Attempt attempt = throttle.spendAttempt(user, now);
        if (!attempt.allowed()) {
            audit.record(refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, user, authenticator, origin, now));
            return Outcome.refused(
                    new ProblemException(ProblemType.TOO_MANY_ATTEMPTS).retryAfter(attempt.retryAfter()));
        }
        if (hasEnded(caller, attempt.standing().epoch())) {
            throttle.giveBack(user, attempt);
            return Outcome.refused(ProblemType.NOT_AUTHENTICATED);
        }
        TotpBinding.CodeCheck check = binding.check(
                authenticator,
                user,
                new SetUpHolder(caller.holder(), attempt.standing().epoch()),
                code,
                now);
        if (check.confirmation() == TotpBinding.Confirmation.WRONG_CODE) {
            audit.record(refused(AuditType.ENROLLMENT_CODE_FAIL, user, authenticator, origin, now));
            users.lock(user)
                    .ifPresent(owner -> wrongCodes.note(attempt, FactorMethod.TOTP, owner.told(origin), origin, now));
            int left = Math.min(check.attemptsLeft(), attempt.remaining());
            return Outcome.refused(CodeRefusals.wrong(left, check.why()));
        }
        // Nothing was guessed here, or the guess was right: the attempt is given back.
        throttle.giveBack(user, attempt);
        return switch (check.confirmation()) {
            case RIGHT_CODE ->
                Outcome.of(new Right(binding.confirmed(authenticator, user, check.step()), !factors.exist(user)));
            case ALREADY_ACTIVE -> Outcome.refused(ProblemType.ALREADY_CONFIRMED);
            case DEAD ->
                Outcome.refused(new ProblemException(ProblemType.ENROLLMENT_EXPIRED)
                        .detail("This set-up has ended. Start again for a new key."));
            case UNKNOWN, WRONG_CODE -> Outcome.refused(ProblemType.NOT_FOUND);
        };
    }

    /** The user is locked with the attempt: whether session or token are still there is asked after any wait for that. */
    private boolean hasEnded(Enrolling caller, int epoch) {
        return caller.session()
                .map(own -> !sessions.lockLive(own, caller.userId(), epoch))
                .orElseGet(() -> caller.epoch().orElseThrow() != epoch);
    }

    private static AuditEntry refused(AuditType type, UUID user, UUID authenticator, Origin origin, Instant now) {
        return AuditEntry.refused(type, now, origin).user(user).with("authenticator", authenticator.toString());
    }
}
