package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.CodeRefusals;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.factors.factor.Verdict;
import dev.sallyport.factors.factor.WrongCodes;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientCaller;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.device.KnownDevice;
import dev.sallyport.sessions.device.Recognition;
import dev.sallyport.signin.verification.BackendSignInRequest.Purpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The second door only, for a backend that has checked the password itself. It is told whom we do not know. */
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

    /** Goes on as a sign-in does whose password was right. */
    Step open(BackendSignInRequest request, ClientCaller client, Origin origin) {
        Optional<KnownDevice> shown =
                request.purpose() == null ? devices.read(request.deviceToken()) : Optional.empty();
        return Transactions.call(() -> open(request, shown, client, origin, clock.instant()))
                .orElseThrow();
    }

    private Outcome<Step> open(
            BackendSignInRequest request,
            Optional<KnownDevice> shown,
            ClientCaller client,
            Origin origin,
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
        Optional<Recognition> recognition =
                subject.device().map(state -> devices.judge(shown.orElseThrow(), state, origin.browser(), now));
        DeviceWord word = new DeviceWord(client.clientId(), origin.userAgent(), request.ip());
        ShownDevice device = new ShownDevice(shown, recognition, request.deviceName(), Optional.of(word));
        return Outcome.of(completion.afterPassword(subject, device, origin, now));
    }

    /** Whether the code is right: counted like every other code of the user, and spent like it. */
    void check(BackendTotpCheck request, ClientCaller client, Origin origin) {
        String code = factors.read(FactorMethod.TOTP, request.code());
        Transactions.call(() -> check(request, code, client, origin, clock.instant()))
                .orElseThrow();
    }

    private Outcome<Boolean> check(
            BackendTotpCheck request, String code, ClientCaller client, Origin origin, Instant now) {
        Optional<SignInSubject> found = find(request.userId(), request.email(), Optional.empty(), now);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        SignInSubject subject = found.get();
        UUID user = subject.user().id();
        if (!subject.authenticatorBound()) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT).detail("Two-factor sign-in is not on."));
        }
        Verdict verdict = factors.judge(FactorMethod.TOTP, new FactorAttempt(user, Ids.next(), code, now));
        AuditEntry entry = verdict.isRight()
                ? AuditEntry.success(AuditType.TOTP_CHECK, now, origin)
                : AuditEntry.refused(AuditType.TOTP_CHECK, now, origin);
        audit.record(entry.user(user).by(client));
        if (!verdict.isRight()) {
            wrongCodes.note(verdict.attempt(), FactorMethod.TOTP, subject.told(origin), origin, now);
            return Outcome.refused(CodeRefusals.of(verdict));
        }
        factors.giveBack(user, verdict);
        return Outcome.of(true);
    }

    /** The active user that a backend names by exactly one of the two. */
    private Optional<SignInSubject> find(UUID id, String email, Optional<KnownDevice> shown, Instant now) {
        if ((id == null) == (email == null)) {
            throw new ProblemException(ProblemType.INVALID_REQUEST)
                    .detail("Name the user by userId or by email, and not by both.");
        }
        Optional<SignInSubject> found = id != null
                ? subjects.find(id, shown, now)
                : EmailAddress.parse(email).flatMap(address -> subjects.find(address.value(), shown, now));
        return found.filter(SignInSubject::active);
    }
}
