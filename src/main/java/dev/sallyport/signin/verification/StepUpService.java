package dev.sallyport.signin.verification;

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
import dev.sallyport.factors.factor.FactorMethod;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.factors.factor.Verdict;
import dev.sallyport.factors.factor.WrongCodes;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.caller.StepUp;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.session.Amr;
import dev.sallyport.sessions.session.OpenSession;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.sessions.session.Sessions;
import dev.sallyport.sessions.session.SignInNotice;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Proves again, in a session that goes on, who is there (RFC 9470): a fresh time of authentication, and new tokens. */
@ApplicationScoped
class StepUpService {

    private final StepUp stepUp;
    private final PasswordProof passwords;
    private final SecondFactors factors;
    private final OneAtATime turns;
    private final Challenges challenges;
    private final Policies policies;
    private final Users users;
    private final Sessions sessions;
    private final WayBack wayBack;
    private final WrongCodes wrongCodes;
    private final Audit audit;
    private final Clock clock;

    StepUpService(
            StepUp stepUp,
            PasswordProof passwords,
            SecondFactors factors,
            OneAtATime turns,
            Challenges challenges,
            Policies policies,
            Users users,
            Sessions sessions,
            WayBack wayBack,
            WrongCodes wrongCodes,
            Audit audit,
            Clock clock) {
        this.stepUp = stepUp;
        this.passwords = passwords;
        this.factors = factors;
        this.turns = turns;
        this.challenges = challenges;
        this.policies = policies;
        this.users = users;
        this.sessions = sessions;
        this.wayBack = wayBack;
        this.wrongCodes = wrongCodes;
        this.audit = audit;
        this.clock = clock;
    }

    Step stepUp(UserCaller caller, StepUpRequest request, Origin origin) {
        if (caller.twoFactorEnabled() && !request.method().isSecondFactor()) {
            throw stepUp.refusal(caller);
        }
        if (!caller.twoFactorEnabled() && request.method().isSecondFactor()) {
            throw new ProblemException(ProblemType.CONFLICT).detail("Two-factor sign-in is not on.");
        }
        return request.method().factor().isPresent()
                ? byCode(caller, request.method().factor().get(), request.code(), origin)
                : byPassword(caller, request.password(), origin);
    }

    private Step byPassword(UserCaller caller, String password, Origin origin) {
        if (password == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).error("password", "is missing");
        }
        passwords.require(caller.userId(), password, origin);
        return Transactions.call(
                        () -> raise(caller, AssuranceLevel.ONE_FACTOR, List.of(Amr.PASSWORD), origin, clock.instant()))
                .map(session -> Step.signedIn(session, List.of()))
                .orElseThrow();
    }

    private Step byCode(UserCaller caller, FactorMethod method, String typed, Origin origin) {
        if (typed == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).error("code", "is missing");
        }
        String code = factors.read(method, typed);
        return factors.isSlow(method)
                ? turns.call(caller.userId(), () -> bySlowCode(caller, method, code, origin))
                : Transactions.call(() -> byPreparedCode(caller, method, code, origin))
                        .orElseThrow();
    }

    /** Nothing is hashed for a user who is locked. */
    private Step bySlowCode(UserCaller caller, FactorMethod method, String typed, Origin origin) {
        Transactions.call(() -> refuseWhileLocked(caller, method, origin, clock.instant()))
                .orElseThrow();
        String code = factors.prepare(method, caller.userId(), typed);
        return Transactions.call(() -> byPreparedCode(caller, method, code, origin))
                .orElseThrow();
    }

    private Outcome<Void> refuseWhileLocked(UserCaller caller, FactorMethod method, Origin origin, Instant now) {
        return factors.refusalWhileLocked(caller.userId(), now)
                .map(verdict -> Outcome.<Void>refused(refuse(caller, method, verdict, Integer.MAX_VALUE, origin, now)))
                .orElseGet(() -> Outcome.of(null));
    }

    private Outcome<Step> byPreparedCode(UserCaller caller, FactorMethod method, String code, Origin origin) {
        Instant now = clock.instant();
        Optional<OpenChallenge> mailed = method == FactorMethod.EMAIL_CODE
                ? challenges.spendStepUpTry(caller.sessionId(), caller.userId(), now)
                : Optional.empty();
        if (method == FactorMethod.EMAIL_CODE && mailed.isEmpty()) {
            return Outcome.refused(noCode());
        }
        UUID challenge = mailed.map(OpenChallenge::id).orElseGet(Ids::next);
        FactorAttempt attempt = FactorAttempt.signedIn(caller.userId(), challenge, code, now);
        Verdict verdict = mailed.map(open -> factors.judge(method, attempt, open.standing()))
                .orElseGet(() -> factors.judge(method, attempt));
        if (verdict.isVoid()) {
            factors.giveBack(caller.userId(), verdict);
            return Outcome.refused(noCode());
        }
        if (!verdict.isRight()) {
            int left =
                    mailed.map(open -> Challenge.MAX_FAILURES - open.failures()).orElse(Integer.MAX_VALUE);
            return Outcome.refused(refuse(caller, method, verdict, left, origin, now));
        }
        factors.giveBack(caller.userId(), verdict);
        mailed.ifPresent(open -> challenges.close(open, now));
        List<SignInNotice> notices = method == FactorMethod.RECOVERY_CODE
                ? users.lock(caller.userId())
                        .map(user -> wayBack.recoveryCodeUsed(user, origin, now))
                        .orElse(List.of())
                : List.of();
        return raise(caller, method, origin, now).map(session -> Step.signedIn(session, notices));
    }

    private ProblemException refuse(
            UserCaller caller, FactorMethod method, Verdict verdict, int left, Origin origin, Instant now) {
        audit.record(AuditEntry.refused(AuditType.STEP_UP, now, origin)
                .user(caller.userId())
                .with("method", method.text()));
        users.lock(caller.userId())
                .ifPresent(user -> wrongCodes.note(verdict.attempt(), method, user.told(origin), origin, now));
        return CodeRefusals.of(verdict, left);
    }

    private static ProblemException noCode() {
        return new ProblemException(ProblemType.CHALLENGE_EXPIRED)
                .detail("No code is on its way: ask for one at /v1/me/step-up/email.");
    }

    private Outcome<OpenSession> raise(UserCaller caller, FactorMethod method, Origin origin, Instant now) {
        return switch (method) {
            case TOTP -> raise(caller, AssuranceLevel.TWO_FACTOR, List.of(Amr.OTP, Amr.MFA), origin, now);
            case RECOVERY_CODE -> raise(caller, AssuranceLevel.TWO_FACTOR, List.of(Amr.RECOVERY, Amr.MFA), origin, now);
            default -> raise(caller, AssuranceLevel.ONE_FACTOR, List.of(Amr.EMAIL), origin, now);
        };
    }

    /**
     * The session keeps its id and what was proved before; older tokens stay as they are. One that was ended while the
     * proof was judged stays ended.
     */
    private Outcome<OpenSession> raise(
            UserCaller caller, AssuranceLevel level, List<String> proved, Origin origin, Instant now) {
        Optional<UserSnapshot> user = users.lock(caller.userId())
                .filter(found -> sessions.lockLive(caller.sessionId(), found.id(), found.epoch()));
        if (user.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_AUTHENTICATED);
        }
        if (!policies.letGoOn(caller.sessionId(), caller.userId(), now)) {
            return Outcome.refused(ProblemType.NOT_AUTHENTICATED);
        }
        UserSnapshot found = user.get();
        SessionUser owner = new SessionUser(found.id(), found.email(), found.epoch(), found.roles());
        Optional<OpenSession> raised = sessions.stepUp(caller.sessionId(), owner, level, caller.amr(), proved, now);
        raised.ifPresent(session -> audit.record(AuditEntry.success(AuditType.STEP_UP, now, origin)
                .user(caller.userId())
                .with("session", caller.sessionId().toString())
                .with("amr", session.amr())));
        return raised.map(Outcome::of).orElseGet(() -> Outcome.refused(ProblemType.NOT_AUTHENTICATED));
    }
}
