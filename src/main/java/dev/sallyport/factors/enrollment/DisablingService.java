package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.OneAtATime;
import dev.sallyport.accounts.password.PasswordProof;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.CodeRefusals;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.factors.factor.Verdict;
import dev.sallyport.factors.factor.WrongCodes;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.caller.StepUp;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.crypto.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Turns two-factor sign-in off: for the owner of the password, if there is one, who also holds a factor, or just did. */
@ApplicationScoped
class DisablingService {

    private final PasswordProof passwords;
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

    DisablingService(
            PasswordProof passwords,
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

    void disable(UserCaller caller, DisableRequest request, Origin origin) {
        if (!caller.twoFactorEnabled()) {
            throw TwoFactorRemoval.notOn();
        }
        Optional<String> code = code(caller, request);
        turns.call(caller.userId(), () -> disableInTurn(caller, request, code, origin));
    }

    /** Neither password nor code is hashed for a user whose code would not be looked at. */
    private Void disableInTurn(UserCaller caller, DisableRequest request, Optional<String> code, Origin origin) {
        if (code.isPresent()) {
            Transactions.call(() -> refuseWhileLocked(caller, request.method(), origin, clock.instant()))
                    .orElseThrow();
        }
        provePassword(caller, request, origin);
        Optional<String> prepared = code.map(typed -> factors.prepare(request.method(), caller.userId(), typed));
        return Transactions.call(() -> disable(caller, request.method(), prepared, origin))
                .orElseThrow();
    }

    private Outcome<Void> refuseWhileLocked(UserCaller caller, FactorMethod method, Origin origin, Instant now) {
        return factors.refusalWhileLocked(caller.userId(), now)
                .map(verdict -> Outcome.<Void>refused(refuse(caller, method, verdict, origin, now)))
                .orElseGet(() -> Outcome.of(null));
    }

    /** What a session of level 2fa has proved is not enough alone: a code takes the place of a password that is not there. */
    private void provePassword(UserCaller caller, DisableRequest request, Origin origin) {
        if (request.password() != null) {
            passwords.require(caller.userId(), request.password(), origin);
        } else if (passwords.isPossible(caller.userId())) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).error("password", "must not be null");
        } else if (request.code() == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST)
                    .error("code", "must not be null for a user without a password");
        }
    }

    /** The code to be judged, if one is needed or was given. */
    private Optional<String> code(UserCaller caller, DisableRequest request) {
        if (request.code() != null && request.method() == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).error("method", "is missing beside a code");
        }
        if (request.code() == null || request.method() == null) {
            stepUp.require(caller);
            return Optional.empty();
        }
        if (request.method().role() == FactorRole.MAILBOX) {
            throw CodeRefusals.wrongMethod();
        }
        return Optional.of(factors.read(request.method(), request.code()));
    }

    private Outcome<Void> disable(UserCaller caller, FactorMethod method, Optional<String> code, Origin origin) {
        Instant now = clock.instant();
        if (policies.of(caller.userId()).requirement().required()) {
            return Outcome.refused(new ProblemException(ProblemType.TWO_FACTOR_ENFORCED)
                    .detail("An account of yours requires two-factor sign-in: replace the authenticator instead."));
        }
        if (code.isPresent()) {
            Verdict verdict =
                    factors.judge(method, FactorAttempt.signedIn(caller.userId(), Ids.next(), code.get(), now));
            if (!verdict.isRight()) {
                return Outcome.refused(refuse(caller, method, verdict, origin, now));
            }
            factors.giveBack(caller.userId(), verdict);
        }
        Optional<ProblemException> obstacle = removal.obstacle(caller);
        if (obstacle.isPresent()) {
            return Outcome.refused(obstacle.get());
        }
        UserSnapshot user = removal.removeAll(caller.userId(), Optional.of(caller.sessionId()), now);
        audit.record(
                AuditEntry.success(AuditType.TWO_FACTOR_DISABLED, now, origin).user(user.id()));
        notices.tell(user.told(origin), MailKind.TWO_FACTOR_DISABLED, now);
        return Outcome.of(null);
    }

    private ProblemException refuse(
            UserCaller caller, FactorMethod method, Verdict verdict, Origin origin, Instant now) {
        audit.record(AuditEntry.refused(AuditType.TWO_FACTOR_DISABLED, now, origin)
                .user(caller.userId())
                .with("method", method.text()));
        users.lock(caller.userId())
                .ifPresent(user -> wrongCodes.note(verdict.attempt(), method, user.told(origin), origin, now));
        return CodeRefusals.of(verdict);
    }
}
