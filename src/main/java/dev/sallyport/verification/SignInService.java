package dev.sallyport.verification;

import dev.sallyport.account.EmailAddress;
import dev.sallyport.audit.Audit;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditType;
import dev.sallyport.caller.Origin;
import dev.sallyport.crypto.Digest;
import dev.sallyport.database.Transactions;
import dev.sallyport.device.Devices;
import dev.sallyport.device.KnownDevice;
import dev.sallyport.device.Recognition;
import dev.sallyport.password.PasswordCredentials;
import dev.sallyport.password.PasswordMatch;
import dev.sallyport.password.Passwords;
import dev.sallyport.password.StoredPassword;
import dev.sallyport.problem.Outcome;
import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import dev.sallyport.throttle.AddressThrottle;
import dev.sallyport.throttle.PasswordThrottle;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The first door: two short transactions with the slow hash between them, where no connection is held.
 *
 * <p>Unknown, wrong and disabled take the same work and get the same answer.
 */
@ApplicationScoped
class SignInService {

    private final SignInSubjectRepository subjects;
    private final AddressThrottle addresses;
    private final PasswordThrottle guesses;
    private final Passwords passwords;
    private final PasswordCredentials credentials;
    private final Devices devices;
    private final SignInCompletion completion;
    private final Audit audit;
    private final Clock clock;

    SignInService(
            SignInSubjectRepository subjects,
            AddressThrottle addresses,
            PasswordThrottle guesses,
            Passwords passwords,
            PasswordCredentials credentials,
            Devices devices,
            SignInCompletion completion,
            Audit audit,
            Clock clock) {
        this.subjects = subjects;
        this.addresses = addresses;
        this.guesses = guesses;
        this.passwords = passwords;
        this.credentials = credentials;
        this.devices = devices;
        this.completion = completion;
        this.audit = audit;
        this.clock = clock;
    }

    /** Who is asking, as far as it is known before the password is looked at. */
    private record Attempt(byte[] emailHash, Optional<SignInSubject> subject, ShownDevice device, Instant now) {}

    Step signIn(SignInRequest request, Origin origin) {
        EmailAddress email = EmailAddress.parse(request.email())
                .orElseThrow(() -> new ProblemException(ProblemType.INVALID_REQUEST)
                        .error("email", EmailAddress.problem(request.email())));
        Attempt attempt = begin(email, request, origin).orElseThrow();
        Optional<StoredPassword> stored =
                attempt.subject().filter(SignInSubject::active).flatMap(SignInSubject::password);
        PasswordMatch match = orGiveBack(attempt, () -> passwords.compare(stored, request.password()));
        if (match == PasswordMatch.WRONG) {
            refuse(attempt, origin);
            throw new ProblemException(ProblemType.INVALID_CREDENTIALS)
                    .detail("The email and password do not belong together.");
        }
        return orGiveBack(attempt, () -> goOn(match, attempt, request, origin)).orElseThrow();
    }

    private Outcome<Step> goOn(PasswordMatch match, Attempt attempt, SignInRequest request, Origin origin) {
        Optional<StoredPassword> upgraded = match == PasswordMatch.RIGHT_BUT_OUTDATED
                ? Optional.of(passwords.hash(request.password()))
                : Optional.empty();
        return Transactions.call(() -> goOn(attempt, upgraded, origin));
    }

    private <T> T orGiveBack(Attempt attempt, Supplier<T> work) {
        Optional<UUID> device = attempt.device().recognised().map(KnownDevice::id);
        return guesses.orGiveBack(attempt.emailHash(), device, work);
    }

    /** Reads what is known and spends an attempt, before anybody looks at the password. */
    private Outcome<Attempt> begin(EmailAddress email, SignInRequest request, Origin origin) {
        byte[] emailHash = Digest.sha256(email.value().getBytes(StandardCharsets.UTF_8));
        Optional<KnownDevice> shown = devices.read(request.deviceToken());
        Instant now = clock.instant();
        return Transactions.call(() -> {
            Optional<Duration> wait = addresses.spendSignIn(origin.address(), now);
            if (wait.isPresent()) {
                audit.record(AuditEntry.refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, now, origin));
                return Outcome.refused(new ProblemException(ProblemType.TOO_MANY_REQUESTS).retryAfter(wait.get()));
            }
            Optional<SignInSubject> subject = subjects.find(email.value(), shown, now);
            Optional<Recognition> recognition = subject.flatMap(SignInSubject::device)
                    .map(state -> devices.judge(shown.orElseThrow(), state, origin.browser(), now));
            ShownDevice device = new ShownDevice(shown, recognition, request.deviceName());
            return guesses.spendAttempt(emailHash, device.recognised().map(KnownDevice::id), now)
                    .map(left -> {
                        audit.record(aboutSubject(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, subject, origin, now));
                        return Outcome.<Attempt>refused(tooMany(left));
                    })
                    .orElseGet(() -> Outcome.of(new Attempt(emailHash, subject, device, now)));
        });
    }

    private static ProblemException tooMany(Duration wait) {
        return new ProblemException(ProblemType.TOO_MANY_ATTEMPTS)
                .detail("Too many sign-ins with this email. Try again later.")
                .retryAfter(wait);
    }

    private void refuse(Attempt attempt, Origin origin) {
        Transactions.run(
                () -> audit.record(aboutSubject(AuditType.AUTHN_LOGIN_FAIL, attempt.subject(), origin, attempt.now())));
    }

    private static AuditEntry aboutSubject(
            AuditType type, Optional<SignInSubject> subject, Origin origin, Instant now) {
        return AuditEntry.refused(type, now, origin)
                .user(subject.map(known -> known.user().id()).orElse(null))
                .with("step", "password");
    }

    private Outcome<Step> goOn(Attempt attempt, Optional<StoredPassword> upgraded, Origin origin) {
        SignInSubject subject = attempt.subject().orElseThrow();
        guesses.clear(attempt.emailHash(), attempt.device().recognised().map(KnownDevice::id));
        upgraded.ifPresent(stronger ->
                credentials.upgrade(subject.user().id(), subject.password().orElseThrow(), stronger));
        if (subject.passwordResetRequired()) {
            audit.record(aboutSubject(AuditType.AUTHN_LOGIN_FAIL, attempt.subject(), origin, attempt.now()));
            return Outcome.refused(new ProblemException(ProblemType.PASSWORD_RESET_REQUIRED)
                    .detail("Ask for a link at /v1/password/forgot, and set a new password with it."));
        }
        return Outcome.of(completion.afterPassword(subject, attempt.device(), origin, clock.instant()));
    }
}
