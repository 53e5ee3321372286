package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.password.PasswordReauthentication;
import dev.sallyport.accounts.password.SerialPerUser;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.CodeCheckContext;
import dev.sallyport.factors.factor.CodeProblems;
import dev.sallyport.factors.factor.CodeVerification;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.NormalizedCode;
import dev.sallyport.factors.factor.PreparedCode;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.StepUp;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Disables two-factor sign-in for a user who proves the password, if there is one, and a factor, now or recently. */
@ApplicationScoped
class DisableTwoFactorService {

    /** A code that a mailbox or an agent can get does not turn two-factor sign-in off. */
    private static final List<FactorMethod> ACCEPTED = Stream.of(FactorMethod.values())
            .filter(method -> method.role() != FactorRole.MAILBOX && method.role() != FactorRole.TEMPORARY)
            .toList();

    private final PasswordReauthentication passwords;
    private final StepUp stepUp;
    private final SecondFactors factors;
    private final CodeVerification codes;
    private final SerialPerUser serial;
    private final TwoFactorShutdown shutdown;
    private final Clock clock;

    DisableTwoFactorService(
            PasswordReauthentication passwords,
            StepUp stepUp,
            SecondFactors factors,
            CodeVerification codes,
            SerialPerUser serial,
            TwoFactorShutdown shutdown,
            Clock clock) {
        this.passwords = passwords;
        this.stepUp = stepUp;
        this.factors = factors;
        this.codes = codes;
        this.serial = serial;
        this.shutdown = shutdown;
        this.clock = clock;
    }

    void disable(UserCaller caller, DisableTwoFactorRequest request, ClientContext context) {
        if (!caller.twoFactorEnabled()) {
            throw TwoFactorRemoval.notOn();
        }
        Optional<NormalizedCode> code = code(caller, request);
        serial.call(caller.userId(), () -> disableInTurn(caller, request, code, context));
    }

    /** Neither password nor code is hashed for a user whose second step is locked. */
    private Void disableInTurn(
            UserCaller caller, DisableTwoFactorRequest request, Optional<NormalizedCode> code, ClientContext context) {
        code.ifPresent(typed -> Transactions.call(
                        () -> codes.refuseWhileLocked(submitted(caller, typed.method(), context, clock.instant())))
                .orElseThrow());
        provePassword(caller, request, context);
        Optional<PreparedCode> prepared = code.map(typed -> factors.prepare(typed, caller.userId()));
        return Transactions.call(() -> disable(caller, prepared, context)).orElseThrow();
    }

    /** A session of level 2fa is not enough by itself: a user without a password must send a code. */
    private void provePassword(UserCaller caller, DisableTwoFactorRequest request, ClientContext context) {
        if (request.password() != null) {
            passwords.require(caller.userId(), request.password(), context);
        } else if (passwords.isPossible(caller.userId())) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).error("password", "is missing");
        } else if (request.answer().isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST)
                    .error("code", "is missing: a user without a password must send a code");
        }
    }

    /** The code to check, if one is required or was sent. */
    private Optional<NormalizedCode> code(UserCaller caller, DisableTwoFactorRequest request) {
        if (request.answer().isEmpty()) {
            stepUp.require(caller);
            return Optional.empty();
        }
        if (request.method() == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).error("method", "is required with a code");
        }
        if (!ACCEPTED.contains(request.method())) {
            throw CodeProblems.wrongMethod(ACCEPTED);
        }
        return Optional.of(factors.read(request.method(), request.answer().text(request.method())));
    }

    private Outcome<Void> disable(UserCaller caller, Optional<PreparedCode> code, ClientContext context) {
        Instant now = clock.instant();
        return shutdown.requirePermitted(caller, now)
                .then(permitted -> code.map(prepared -> verify(caller, prepared, context, now))
                        .orElseGet(() -> Outcome.of(null)))
                .then(proved -> shutdown.disable(caller, context, now));
    }

    private Outcome<Void> verify(UserCaller caller, PreparedCode code, ClientContext context, Instant now) {
        FactorAttempt attempt =
                FactorAttempt.signedIn(caller.userId(), caller.sessionId().value(), code, context, now);
        return codes.verify(submitted(caller, code.method(), context, now), spent -> factors.check(attempt));
    }

    private static CodeCheckContext submitted(
            UserCaller caller, FactorMethod method, ClientContext context, Instant now) {
        return CodeCheckContext.of(
                method,
                AuditEntry.refused(AuditType.TWO_FACTOR_DISABLED, now, context)
                        .user(caller.userId())
                        .with("method", method.text()));
    }
}
