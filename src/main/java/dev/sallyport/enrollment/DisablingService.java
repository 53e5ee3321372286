package dev.sallyport.enrollment;

import dev.sallyport.account.UserSnapshot;
import dev.sallyport.account.Users;
import dev.sallyport.audit.Audit;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditType;
import dev.sallyport.caller.Origin;
import dev.sallyport.caller.StepUp;
import dev.sallyport.caller.UserCaller;
import dev.sallyport.crypto.Ids;
import dev.sallyport.database.Transactions;
import dev.sallyport.factor.CodeRefusals;
import dev.sallyport.factor.FactorAttempt;
import dev.sallyport.factor.FactorMethod;
import dev.sallyport.factor.SecondFactors;
import dev.sallyport.factor.Verdict;
import dev.sallyport.factor.WrongCodes;
import dev.sallyport.mail.MailKind;
import dev.sallyport.mail.Notices;
import dev.sallyport.password.PasswordProof;
import dev.sallyport.policy.Policies;
import dev.sallyport.problem.Outcome;
import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Turns two-factor sign-in off: for the owner of the password who also holds a factor, or just did. */
@ApplicationScoped
class DisablingService {

    private final PasswordProof passwords;
    private final StepUp stepUp;
    private final SecondFactors factors;
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
        passwords.require(caller.userId(), request.password(), origin);
        Optional<String> prepared = code.map(typed -> factors.prepare(request.method(), caller.userId(), typed));
        Transactions.call(() -> disable(caller, request.method(), prepared, origin))
                .orElseThrow();
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
        if (request.method() == FactorMethod.EMAIL_CODE) {
            throw CodeRefusals.wrongMethod();
        }
        if (!factors.isWellFormed(request.method(), request.code())) {
            throw CodeRefusals.malformed(request.method());
        }
        return Optional.of(request.code());
    }

    private Outcome<Void> disable(UserCaller caller, FactorMethod method, Optional<String> code, Origin origin) {
        Instant now = clock.instant();
        if (policies.of(caller.userId()).requirement().required()) {
            return Outcome.refused(new ProblemException(ProblemType.TWO_FACTOR_ENFORCED)
                    .detail("An account of yours requires two-factor sign-in: replace the authenticator instead."));
        }
        if (code.isPresent()) {
            Verdict verdict = factors.judge(method, new FactorAttempt(caller.userId(), Ids.next(), code.get(), now));
            if (!verdict.isRight()) {
                audit.record(AuditEntry.refused(AuditType.TWO_FACTOR_DISABLED, now, origin)
                        .user(caller.userId())
                        .with("method", method.text()));
                users.lock(caller.userId())
                        .ifPresent(user -> wrongCodes.note(verdict.attempt(), method, user.told(origin), origin, now));
                return Outcome.refused(CodeRefusals.of(verdict));
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
}
