package dev.sallyport.signin.verification;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.throttle.BlindAttempt;
import dev.sallyport.security.throttle.BlindGuesses;
import dev.sallyport.security.throttle.PasswordAttempt;
import dev.sallyport.security.throttle.PasswordThrottle;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The part before the password check: reads the user's data and spends an attempt, in one short transaction. */
@Singleton
class SignInStart {

    private final SignInSubjects subjects;
    private final SignInLimit limit;
    private final PasswordThrottle guesses;
    private final BlindGuesses blindGuesses;
    private final PasswordAudit trail;
    private final Clock clock;

    SignInStart(
            SignInSubjects subjects,
            SignInLimit limit,
            PasswordThrottle guesses,
            BlindGuesses blindGuesses,
            PasswordAudit trail,
            Clock clock) {
        this.subjects = subjects;
        this.limit = limit;
        this.guesses = guesses;
        this.blindGuesses = blindGuesses;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Spends an attempt: one whose response reveals if the password was correct or, once those are used up, a blind
     * one.
     *
     * @throws ProblemException {@code invalid-request} for what is no address; {@code too-many-requests} or
     *     {@code too-many-attempts} from this network address
     */
    SignInAttempt begin(SignInRequest request, ClientContext context) {
        EmailAddress email = EmailAddress.parse(request.email())
                .orElseThrow(() -> new ProblemException(ProblemType.INVALID_REQUEST)
                        .error("email", EmailAddress.problem(request.email())));
        PresentedDevice shown = subjects.present(request.deviceToken(), request.deviceName());
        Instant now = clock.instant();
        return Transactions.call(() -> {
                    SubjectSearch search = subjects.search(email, shown, context, now);
                    return limit.spend(context, now).then(counted -> spend(email, search.found(), shown, context, now));
                })
                .orElseThrow();
    }

    private Outcome<SignInAttempt> spend(
            EmailAddress email, SubjectSearch.Found found, PresentedDevice shown, ClientContext context, Instant now) {
        byte[] emailHash = email.hash();
        PasswordAttempt spent = guesses.spend(emailHash, found.recognized().map(DeviceId::value), now);
        Optional<SignInSubject> subject = found.subject().first();
        PresentedDevice device = subject.map(SignInSubject::device).orElse(shown);
        if (spent.allowed()) {
            return Outcome.of(new SignInAttempt(email, subject, device, spent.last(), Optional.empty(), now));
        }
        BlindAttempt blind = blindGuesses.spend(emailHash, context.address(), now);
        if (!blind.allowed()) {
            trail.limited(subject, context, now);
            return Outcome.refused(new ProblemException(ProblemType.TOO_MANY_ATTEMPTS)
                    .detail("Too many sign-ins with this email. Try again after the time in Retry-After.")
                    .retryAfter(blind.retryAfter()));
        }
        return Outcome.of(new SignInAttempt(email, subject, device, false, Optional.of(blind), now));
    }

    /**
     * Runs the work of a spent attempt, outside a transaction. A failure of the service gives it back. The work MUST
     * NOT throw refusals, which are guesses.
     */
    <T> T refundOnFailure(SignInAttempt attempt, ClientContext context, Supplier<T> work) {
        return attempt.blind().isEmpty()
                ? guesses.refundOnFailure(
                        attempt.emailHash(), attempt.deviceId().map(DeviceId::value), work)
                : blindGuesses.refundOnFailure(attempt.emailHash(), context.address(), work);
    }

    /** The password was correct and the response reveals it: earlier failures are reset. */
    @Transactional(Transactional.TxType.MANDATORY)
    void clear(SignInAttempt attempt) {
        guesses.clear(attempt.emailHash(), attempt.deviceId().map(DeviceId::value));
    }
}
