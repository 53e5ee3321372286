package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.password.SerialPerUser;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.factors.factor.CodeInput;
import dev.sallyport.factors.factor.CodeProblems;
import dev.sallyport.factors.recovery.NewRecoveryCodes;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.EnrollmentSubject;
import dev.sallyport.sessions.session.SessionGrant;
import dev.sallyport.sessions.session.SessionTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The second half of binding an authenticator. One transaction checks the code, the recovery codes are hashed outside a
 * transaction, and a last transaction applies all consequences or none.
 */
@ApplicationScoped
class ConfirmationService {

    private final EnrollmentCodeVerifier codes;
    private final RecoveryCodes recoveryCodes;
    private final TwoFactorActivation activation;
    private final SerialPerUser serial;
    private final SessionTokens tokens;
    private final Clock clock;

    ConfirmationService(
            EnrollmentCodeVerifier codes,
            RecoveryCodes recoveryCodes,
            TwoFactorActivation activation,
            SerialPerUser serial,
            SessionTokens tokens,
            Clock clock) {
        this.codes = codes;
        this.recoveryCodes = recoveryCodes;
        this.activation = activation;
        this.serial = serial;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * If copies of a correct code are sent at once, one of them creates recovery codes; the others find the
     * authenticator active.
     */
    ConfirmedAuthenticator confirm(
            EnrollmentSubject caller,
            AuthenticatorId authenticator,
            ConfirmEnrollmentRequest request,
            ClientContext context) {
        String typed = CodeInput.sixDigits(request.code()).orElseThrow(() -> CodeProblems.malformed(FactorMethod.TOTP));
        return serial.call(caller.userId(), () -> confirmInTurn(caller, authenticator, request, typed, context));
    }

    private ConfirmedAuthenticator confirmInTurn(
            EnrollmentSubject caller,
            AuthenticatorId authenticator,
            ConfirmEnrollmentRequest request,
            String typed,
            ClientContext context) {
        EnrollmentCodeVerifier.Right code =
                codes.verify(caller, authenticator, typed, context).orElseThrow();
        Optional<NewRecoveryCodes> fresh = code.first() ? Optional.of(recoveryCodes.generate()) : Optional.empty();
        TwoFactorActivation.Request next = new TwoFactorActivation.Request(
                caller, code.factor(), fresh, request.endsOtherSessions(), context, clock.instant());
        TwoFactorActivation.Done done =
                Transactions.call(() -> activation.activate(next)).orElseThrow();
        SessionGrant session = done.session();
        return new ConfirmedAuthenticator(
                authenticator,
                done.name(),
                "active",
                fresh.map(NewRecoveryCodes::shown).orElse(null),
                tokens.sign(session, List.of()));
    }
}
