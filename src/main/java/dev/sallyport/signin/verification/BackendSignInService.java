package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.CodeProblems;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.FactorMethod;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.factors.factor.VerificationResult;
import dev.sallyport.factors.factor.WrongCodes;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientCaller;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.sessions.device.DeviceMatch;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.signin.verification.BackendSignInRequest.Purpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The second step alone, for a backend that has checked the password itself. Unlike other callers, a backend learns
 * that a user is unknown.
 */
@ApplicationScoped
class BackendSignInService {

    private final SignInSubjectRepository subjects;
    private final Devices devices;
    private final SignInCompletion completion;
    private final SecondFactors factors;
    private final WrongCodes wrongCodes;
    private final Audit audit;
    private final Clock clock;

    BackendSignInService(
            SignInSubjectRepository subjects,
            Devices devices,
            SignInCompletion completion,
            SecondFactors factors,
            WrongCodes wrongCodes,
            Audit audit,
            Clock clock) {
        this.subjects = subjects;
        this.devices = devices;
        this.completion = completion;
        this.factors = factors;
        this.wrongCodes = wrongCodes;
        this.audit = audit;
        this.clock = clock;
    }

    /** Continues like a sign-in with a correct password. */
    Step open(BackendSignInRequest request, ClientCaller client, ClientContext context) {
        Optional<DeviceTokenHandle> shown =
                request.purpose() == null ? devices.read(request.deviceToken()) : Optional.empty();
        return Transactions.call(() -> open(request, shown, client, context, clock.instant()))
                .orElseThrow();
    }

    private Outcome<Step> open(
            BackendSignInRequest request,
            Optional<DeviceTokenHandle> shown,
            ClientCaller client,
            ClientContext context,
            Instant now) {
        Optional<SignInSubject> found = find(request.userId(), request.email(), shown, now);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        SignInSubject subject = found.get();
        if (request.purpose() != null && subject.authenticatorBound() != (request.purpose() == Purpose.TWO_FACTOR)) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .detail(
                            subject.authenticatorBound()
                                    ? "Two-factor sign-in is on."
                                    : "Two-factor sign-in is not on."));
        }
        Optional<DeviceMatch> recognition =
                subject.device().map(state -> devices.match(shown.orElseThrow(), state, context.browser(), now));
        ReportedClient word = new ReportedClient(client.clientId(), context.userAgent(), request.ip());
        PresentedDevice device = new PresentedDevice(shown, recognition, request.deviceName(), Optional.of(word));
        return Outcome.of(completion.afterPassword(subject, device, context, now));
    }

    /** Checks a code, which is counted and spent like every other code of the user. */
    void check(BackendTotpCheck request, ClientCaller client, ClientContext context) {
        String code = factors.read(FactorMethod.TOTP, request.code());
        Transactions.call(() -> check(request, code, client, context, clock.instant()))
                .orElseThrow();
    }

    private Outcome<Boolean> check(
            BackendTotpCheck request, String code, ClientCaller client, ClientContext context, Instant now) {
        Optional<SignInSubject> found = find(request.userId(), request.email(), Optional.empty(), now);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        SignInSubject subject = found.get();
        UserId user = subject.user().id();
        if (!subject.authenticatorBound()) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT).detail("Two-factor sign-in is not on."));
        }
        VerificationResult verdict =
                factors.verify(FactorMethod.TOTP, new FactorAttempt(user, new ChallengeId(Ids.next()), code, now));
        AuditEntry entry = verdict.isRight()
                ? AuditEntry.success(AuditType.TOTP_CHECK, now, context)
                : AuditEntry.refused(AuditType.TOTP_CHECK, now, context);
        audit.record(entry.user(user).by(client));
        if (!verdict.isRight()) {
            wrongCodes.note(verdict.attempt(), FactorMethod.TOTP, subject.recipient(context), context, now);
            return Outcome.refused(CodeProblems.of(verdict));
        }
        factors.giveBack(user, verdict);
        return Outcome.of(true);
    }

    /** The active user that a backend names by exactly one of the two. */
    private Optional<SignInSubject> find(UserId id, String email, Optional<DeviceTokenHandle> shown, Instant now) {
        if ((id == null) == (email == null)) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).detail("Send either userId or email, not both.");
        }
        Optional<SignInSubject> found = id != null
                ? subjects.find(id, shown, now)
                : EmailAddress.parse(email).flatMap(address -> subjects.find(address.value(), shown, now));
        return found.filter(SignInSubject::active);
    }
}
