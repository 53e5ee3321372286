package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.Attempt;
import dev.sallyport.factors.factor.CodeProblems;
import dev.sallyport.factors.factor.FactorMethod;
import dev.sallyport.factors.factor.SecondFactorThrottle;
import dev.sallyport.factors.factor.WrongCodes;
import dev.sallyport.factors.totp.SetUpHolder;
import dev.sallyport.factors.totp.TotpBinding;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.EnrollmentSubject;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Checks the codes that confirm a pending authenticator: an attempt is spent first, as with every other code. */
@ApplicationScoped
class EnrollmentCodeVerifier {

    private final TotpBinding binding;
    private final SecondFactorThrottle throttle;
    private final Sessions sessions;
    private final Users users;
    private final WrongCodes wrongCodes;
    private final Audit audit;
    private final Clock clock;

    EnrollmentCodeVerifier(
            TotpBinding binding,
            SecondFactorThrottle throttle,
            Sessions sessions,
            Users users,
            WrongCodes wrongCodes,
            Audit audit,
            Clock clock) {
        this.binding = binding;
        this.throttle = throttle;
        this.sessions = sessions;
        this.users = users;
        this.wrongCodes = wrongCodes;
        this.audit = audit;
        this.clock = clock;
    }

    /** A correct code that is not yet spent. */
    record Right(long step, boolean firstAuthenticator) {}

    Outcome<Right> verify(EnrollmentSubject caller, AuthenticatorId authenticator, String code, ClientContext context) {
        return Transactions.call(() -> verifyLocked(caller, authenticator, code, context));
    }

    private Outcome<Right> verifyLocked(
            EnrollmentSubject caller, AuthenticatorId authenticator, String code, ClientContext context) {
        UserId user = caller.userId();
        Instant now = clock.instant();
        Attempt attempt = throttle.spendAttempt(user, now);
        if (!attempt.allowed()) {
            audit.record(refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, user, authenticator, context, now));
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
            audit.record(refused(AuditType.ENROLLMENT_CODE_FAIL, user, authenticator, context, now));
            users.lock(user)
                    .ifPresent(owner ->
                            wrongCodes.note(attempt, FactorMethod.TOTP, owner.recipient(context), context, now));
            int left = Math.min(check.attemptsLeft(), attempt.remaining());
            return Outcome.refused(CodeProblems.wrong(left, check.why()));
        }
        // The code was correct or was not checked: the attempt is given back.
        throttle.giveBack(user, attempt);
        return switch (check.confirmation()) {
            case RIGHT_CODE ->
                Outcome.of(new Right(check.step(), binding.listBound(user).isEmpty()));
            case ALREADY_ACTIVE -> Outcome.refused(ProblemType.ALREADY_CONFIRMED);
            case DEAD ->
                Outcome.refused(new ProblemException(ProblemType.ENROLLMENT_EXPIRED)
                        .detail("This enrollment has ended. Start a new one to get a new key."));
            default -> Outcome.refused(ProblemType.NOT_FOUND);
        };
    }

    /** The user is locked with the attempt: whether session or token are still there is asked after any wait for that. */
    private boolean hasEnded(EnrollmentSubject caller, int epoch) {
        return caller.session()
                .map(own -> !sessions.lockLive(own, caller.userId(), epoch))
                .orElseGet(() -> caller.epoch().orElseThrow() != epoch);
    }

    private static AuditEntry refused(
            AuditType type, UserId user, AuthenticatorId authenticator, ClientContext context, Instant now) {
        return AuditEntry.refused(type, now, context).user(user).with("authenticator", authenticator.toString());
    }
}
