package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.password.SerialPerUser;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.recovery.NewRecoveryCodes;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.EnrollmentSubject;
import dev.sallyport.sessions.session.SessionTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sets passkeys up: options, then the credential that a browser has made of them. */
@ApplicationScoped
class PasskeyEnrollmentService {

    private final PasskeyRegistrationStart registration;
    private final PasskeyRegistrationCheck check;
    private final TwoFactorActivation activation;
    private final RecoveryCodes recoveryCodes;
    private final SerialPerUser serial;
    private final SessionTokens tokens;
    private final Clock clock;

    PasskeyEnrollmentService(
            PasskeyRegistrationStart registration,
            PasskeyRegistrationCheck check,
            TwoFactorActivation activation,
            RecoveryCodes recoveryCodes,
            SerialPerUser serial,
            SessionTokens tokens,
            Clock clock) {
        this.registration = registration;
        this.check = check;
        this.activation = activation;
        this.recoveryCodes = recoveryCodes;
        this.serial = serial;
        this.tokens = tokens;
        this.clock = clock;
    }

    Outcome<PasskeyRegistrationOptions> start(EnrollmentSubject caller, ClientContext context) {
        return Transactions.call(() -> registration.start(caller, context, clock.instant()));
    }

    /** One transaction checks the credential, and a later one applies all consequences or none. */
    RegisteredPasskey register(EnrollmentSubject caller, RegisterPasskeyRequest request, ClientContext context) {
        return serial.call(caller.userId(), () -> registerInTurn(caller, request, context));
    }

    private RegisteredPasskey registerInTurn(
            EnrollmentSubject caller, RegisterPasskeyRequest request, ClientContext context) {
        Transactions.call(() -> check.refuseWhileLocked(caller, context, clock.instant()))
                .orElseThrow();
        PasskeyRegistrationCheck.Right right = Transactions.call(
                        () -> check.check(caller, request, context, clock.instant()))
                .orElseThrow();
        Optional<NewRecoveryCodes> fresh = right.first() ? Optional.of(recoveryCodes.generate()) : Optional.empty();
        Instant now = clock.instant();
        TwoFactorActivation.Request next = new TwoFactorActivation.Request(
                caller, right.passkey(), fresh, request.endsOtherSessions(), context, now);
        TwoFactorActivation.Done done = Transactions.call(() -> activation.activate(next))
                .mapRefusal(PasskeyEnrollmentService::ofOptions)
                .orElseThrow();
        return new RegisteredPasskey(
                new AuthenticatorId(right.passkey().id()),
                done.name(),
                right.passkey().method().text(),
                "active",
                now,
                right.passkey().backedUp(),
                fresh.map(NewRecoveryCodes::shown).orElse(null),
                tokens.sign(done.session(), List.of()));
    }

    /**
     * Another request has answered the options in the meantime. As always, the answer says only that they were used.
     */
    private static ProblemException ofOptions(ProblemException refusal) {
        return refusal.type() == ProblemType.ALREADY_CONFIRMED
                ? new ProblemException(ProblemType.ENROLLMENT_EXPIRED)
                : refusal;
    }
}
