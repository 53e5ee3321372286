package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.OneAtATime;
import dev.sallyport.accounts.password.PasswordReauthentication;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.CodeProblems;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.FactorMethod;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.factors.factor.VerificationResult;
import dev.sallyport.factors.factor.WrongCodes;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.StepUp;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.crypto.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Disables two-factor sign-in for a user who proves the password, if there is one, and a factor, now or recently. */
@ApplicationScoped
class DisableTwoFactorService {

    private final PasswordReauthentication passwords;
    private final StepUp stepUp;
    private final SecondFactors factors;
    private final OneAtATime turns;
    private final TwoFactorRemoval removal;
    private final Policies policies;
    private final Users users;
    private final Notices notices;
    private final WrongCodes wrongCodes;
    private final Audit audit;
    private final Clock clock;

    DisableTwoFactorService(
            PasswordReauthentication passwords,
            StepUp stepUp,
            SecondFactors factors,
            OneAtATime turns,
            TwoFactorRemoval removal,
            Policies policies,
            Users users,
            Notices notices,
            WrongCodes wrongCodes,
            Audit audit,
            Clock clock) {
        this.passwords = passwords;
        this.stepUp = stepUp;
        this.factors = factors;
        this.turns = turns;
        this.removal = removal;
        this.policies = policies;
        this.users = users;
        this.notices = notices;
        this.wrongCodes = wrongCodes;
        this.audit = audit;
        this.clock = clock;
    }

    void disable(UserCaller caller, DisableTwoFactorRequest request, ClientContext context) {
        if (!caller.twoFactorEnabled()) {
            throw TwoFactorRemoval.notOn();
        }
        Optional<String> code = code(caller, request);
        turns.call(caller.userId(), () -> disableInTurn(caller, request, code, context));
    }

    /** Neither password nor code is hashed for a user whose second step is locked. */
    private Void disableInTurn(
            UserCaller caller, DisableTwoFactorRequest request, Optional<String> code, ClientContext context) {
        if (code.isPresent()) {
            Transactions.call(() -> refuseWhileLocked(caller, request.method(), context, clock.instant()))
                    .orElseThrow();
        }
        provePassword(caller, request, context);
        Optional<String> prepared = code.map(typed -> factors.prepare(request.method(), caller.userId(), typed));
        return Transactions.call(() -> disable(caller, request.method(), prepared, context))
                .orElseThrow();
    }

    private Outcome<Void> refuseWhileLocked(
            UserCaller caller, FactorMethod method, ClientContext context, Instant now) {
        return factors.refusalWhileLocked(caller.userId(), now)
                .map(verdict -> Outcome.<Void>refused(refuse(caller, method, verdict, context, now)))
                .orElseGet(() -> Outcome.of(null));
    }

    /** A session of level 2fa is not enough by itself: a user without a password must send a code. */
    private void provePassword(UserCaller caller, DisableTwoFactorRequest request, ClientContext context) {
        if (request.password() != null) {
            passwords.require(caller.userId(), request.password(), context);
        } else if (passwords.isPossible(caller.userId())) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).error("password", "must not be null");
        } else if (request.code() == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST)
                    .error("code", "must not be null for a user without a password");
        }
    }

    /** The code to check, if one is required or was sent. */
    private Optional<String> code(UserCaller caller, DisableTwoFactorRequest request) {
        if (request.code() != null && request.method() == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).error("method", "is missing beside a code");
        }
        if (request.code() == null || request.method() == null) {
            stepUp.require(caller);
            return Optional.empty();
        }
        if (request.method() == FactorMethod.EMAIL_CODE) {
            throw CodeProblems.wrongMethod();
        }
        return Optional.of(factors.read(request.method(), request.code()));
    }

    private Outcome<Void> disable(
            UserCaller caller, FactorMethod method, Optional<String> code, ClientContext context) {
        Instant now = clock.instant();
        if (policies.of(caller.userId()).requirement().required()) {
            return Outcome.refused(new ProblemException(ProblemType.TWO_FACTOR_ENFORCED)
                    .detail("An account of the user requires two-factor sign-in. Replace the authenticator instead."));
        }
        if (code.isPresent()) {
            VerificationResult verdict = factors.verify(
                    method, FactorAttempt.signedIn(caller.userId(), new ChallengeId(Ids.next()), code.get(), now));
            if (!verdict.isRight()) {
                return Outcome.refused(refuse(caller, method, verdict, context, now));
            }
            factors.giveBack(caller.userId(), verdict);
        }
        Optional<ProblemException> obstacle = removal.obstacle(caller);
        if (obstacle.isPresent()) {
            return Outcome.refused(obstacle.get());
        }
        UserSnapshot user = removal.removeAll(caller.userId(), Optional.of(caller.sessionId()), now);
        audit.record(
                AuditEntry.success(AuditType.TWO_FACTOR_DISABLED, now, context).user(user.id()));
        notices.notifyUser(user.recipient(context), MailKind.TWO_FACTOR_DISABLED, now);
        return Outcome.of(null);
    }

    private ProblemException refuse(
            UserCaller caller, FactorMethod method, VerificationResult verdict, ClientContext context, Instant now) {
        audit.record(AuditEntry.refused(AuditType.TWO_FACTOR_DISABLED, now, context)
                .user(caller.userId())
                .with("method", method.text()));
        users.lock(caller.userId())
                .ifPresent(user -> wrongCodes.note(verdict.attempt(), method, user.recipient(context), context, now));
        return CodeProblems.of(verdict);
    }
}
