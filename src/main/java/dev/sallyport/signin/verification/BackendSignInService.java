package dev.sallyport.signin.verification;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.CodeCheckContext;
import dev.sallyport.factors.factor.CodeVerification;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.NormalizedCode;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientCaller;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.signin.verification.BackendSignInRequest.Purpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The second step alone, for a backend that has checked the password itself. Unlike other callers, a backend learns
 * that a user is unknown.
 */
@ApplicationScoped
class BackendSignInService {

    private final SignInSubjects subjects;
    private final FirstStepCompletion completion;
    private final SecondFactors factors;
    private final CodeVerification codes;
    private final Audit audit;
    private final Clock clock;

    BackendSignInService(
            SignInSubjects subjects,
            FirstStepCompletion completion,
            SecondFactors factors,
            CodeVerification codes,
            Audit audit,
            Clock clock) {
        this.subjects = subjects;
        this.completion = completion;
        this.factors = factors;
        this.codes = codes;
        this.audit = audit;
        this.clock = clock;
    }

    /** Continues like a sign-in with a correct password. */
    SignInResult open(BackendSignInRequest request, ClientCaller client, ClientContext context) {
        @Nullable String deviceToken = request.purpose() == null ? request.deviceToken() : null;
        PresentedDevice device = subjects.present(deviceToken, request.deviceName())
                .reportedBy(new ReportedClient(client.clientId(), context.userAgent(), request.ip()));
        return Transactions.call(() -> open(request, device, context, clock.instant()))
                .orElseThrow();
    }

    private Outcome<SignInResult> open(
            BackendSignInRequest request, PresentedDevice device, ClientContext context, Instant now) {
        Optional<SignInSubject> found = find(request.userId(), request.email(), device, context, now);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        SignInSubject subject = found.get();
        if (request.purpose() != null && subject.authenticatorBound() != (request.purpose() == Purpose.TWO_FACTOR)) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .detail(
                            subject.authenticatorBound()
                                    ? "The user has two-factor sign-in. Use the purpose two_factor."
                                    : "The user has no second factor. Use the purpose device_verification."));
        }
        return completion.afterPassword(subject, context, now);
    }

    /** Checks a code, which is counted and spent like every other code of the user. */
    void check(BackendTotpCheck request, ClientCaller client, ClientContext context) {
        NormalizedCode code = factors.read(FactorMethod.TOTP, request.code());
        Transactions.call(() -> check(request, code, client, context, clock.instant()))
                .orElseThrow();
    }

    private Outcome<Void> check(
            BackendTotpCheck request, NormalizedCode code, ClientCaller client, ClientContext context, Instant now) {
        Optional<SignInSubject> found =
                find(request.userId(), request.email(), subjects.present(null, null), context, now);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        SignInSubject subject = found.get();
        UserId user = subject.user().id();
        AuditEntry refused = AuditEntry.refused(AuditType.TOTP_CHECK, now, context)
                .user(user)
                .by(client);
        if (subject.barred()) {
            audit.record(refused.with("step", "after_lockdown"));
            return Outcome.refused(ProblemType.PASSWORD_RESET_REQUIRED);
        }
        if (!subject.authenticatorBound()) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .detail("The user has no second factor. Open a challenge at /v1/challenges."));
        }
        FactorAttempt attempt =
                new FactorAttempt(user, new ChallengeId(Ids.next()), factors.prepare(code, user), context, now);
        return codes.verify(CodeCheckContext.of(FactorMethod.TOTP, refused), spent -> factors.check(attempt))
                .map(accepted -> {
                    audit.record(AuditEntry.success(AuditType.TOTP_CHECK, now, context)
                            .user(user)
                            .by(client));
                    return null;
                });
    }

    /** The active user that a backend names by exactly one of the two. */
    private Optional<SignInSubject> find(
            UserId id, String email, PresentedDevice device, ClientContext context, Instant now) {
        if ((id == null) == (email == null)) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).detail("Send exactly one of userId and email.");
        }
        Optional<SignInSubject> found = id != null
                ? subjects.find(id, device, context, now)
                : EmailAddress.parse(email)
                        .flatMap(address -> subjects.search(address, device, context, now)
                                .found()
                                .subject()
                                .first());
        return found.filter(SignInSubject::active);
    }
}
