package dev.sallyport.enrollment;

import dev.sallyport.audit.Audit;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditType;
import dev.sallyport.caller.Enrolling;
import dev.sallyport.caller.Origin;
import dev.sallyport.factor.totp.TotpBinding;
import dev.sallyport.problem.Outcome;
import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import dev.sallyport.recovery.NewRecoveryCodes;
import dev.sallyport.recovery.RecoveryCodes;
import dev.sallyport.session.OpenSession;
import dev.sallyport.session.SessionTokens;
import dev.sallyport.throttle.Attempt;
import dev.sallyport.throttle.Throttle;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The second half of binding an authenticator. The code is judged in one transaction, the recovery codes are hashed
 * without any, and everything that follows from the code happens in a third or not at all.
 */
@ApplicationScoped
class ConfirmationService {

    private final TotpBinding binding;
    private final Throttle throttle;
    private final RecoveryCodes recoveryCodes;
    private final TwoFactorActivation activation;
    private final SessionTokens tokens;
    private final Audit audit;
    private final Clock clock;

    ConfirmationService(
            TotpBinding binding,
            Throttle throttle,
            RecoveryCodes recoveryCodes,
            TwoFactorActivation activation,
            SessionTokens tokens,
            Audit audit,
            Clock clock) {
        this.binding = binding;
        this.throttle = throttle;
        this.recoveryCodes = recoveryCodes;
        this.activation = activation;
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    /** A right code that is not yet spent. */
    private record Judged(long step, boolean firstAuthenticator) {}

    ConfirmedAuthenticator confirm(Enrolling caller, UUID authenticator, ConfirmRequest request, Origin origin) {
        Judged judged = QuarkusTransaction.requiringNew()
                .call(() -> judge(caller.userId(), authenticator, request.code(), origin))
                .orElseThrow();
        Optional<NewRecoveryCodes> codes =
                judged.firstAuthenticator() ? Optional.of(recoveryCodes.generate()) : Optional.empty();
        TwoFactorActivation.Request next = new TwoFactorActivation.Request(
                caller, authenticator, judged.step(), codes, request.endsOtherSessions(), origin, clock.instant());
        TwoFactorActivation.Done done = QuarkusTransaction.requiringNew()
                .call(() -> activation.activate(next))
                .orElseThrow();
        OpenSession session = done.session();
        return new ConfirmedAuthenticator(
                authenticator,
                done.name(),
                "active",
                codes.map(NewRecoveryCodes::shown).orElse(null),
                tokens.sign(session, List.of()));
    }

    private Outcome<Judged> judge(UUID user, UUID authenticator, String code, Origin origin) {
        Instant now = clock.instant();
        Attempt attempt = throttle.spendAttempt(user, now);
        if (!attempt.allowed()) {
            audit.record(refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, user, authenticator, origin, now));
            return Outcome.refused(
                    new ProblemException(ProblemType.TOO_MANY_ATTEMPTS).retryAfter(attempt.retryAfter()));
        }
        TotpBinding.CodeCheck check = binding.check(authenticator, user, code, now);
        if (check.confirmation() == TotpBinding.Confirmation.WRONG_CODE) {
            audit.record(refused(AuditType.ENROLLMENT_CODE_FAIL, user, authenticator, origin, now));
            if (attempt.locks()) {
                audit.record(refused(AuditType.AUTHN_LOGIN_LOCK, user, authenticator, origin, now));
            }
            int left = Math.min(check.attemptsLeft(), attempt.remaining());
            return Outcome.refused(new ProblemException(ProblemType.INVALID_CODE).with("attemptsLeft", left));
        }
        // Nothing was guessed here, or the guess was right: the attempt is given back.
        throttle.giveBack(user, attempt);
        return switch (check.confirmation()) {
            case RIGHT_CODE ->
                Outcome.of(new Judged(check.step(), binding.listBound(user).isEmpty()));
            case ALREADY_ACTIVE -> Outcome.refused(ProblemType.ALREADY_CONFIRMED);
            case DEAD ->
                Outcome.refused(new ProblemException(ProblemType.ENROLLMENT_EXPIRED)
                        .detail("This set-up has ended. Start again for a new key."));
            default -> Outcome.refused(ProblemType.NOT_FOUND);
        };
    }

    private static AuditEntry refused(AuditType type, UUID user, UUID authenticator, Origin origin, Instant now) {
        return AuditEntry.refused(type, now, origin).user(user).with("authenticator", authenticator.toString());
    }
}
