package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.password.OneAtATime;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.factors.factor.CodeRefusals;
import dev.sallyport.factors.factor.TypedCode;
import dev.sallyport.factors.recovery.NewRecoveryCodes;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.Enrolling;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.sessions.session.OpenSession;
import dev.sallyport.sessions.session.SessionTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The second half of binding an authenticator. The code is judged in one transaction, the recovery codes are hashed
 * without any, and everything that follows from the code happens in a third or not at all.
 */
@ApplicationScoped
class ConfirmationService {

    private final ConfirmingCodes codes;
    private final RecoveryCodes recoveryCodes;
    private final TwoFactorActivation activation;
    private final OneAtATime turns;
    private final SessionTokens tokens;
    private final Clock clock;

    ConfirmationService(
            ConfirmingCodes codes,
            RecoveryCodes recoveryCodes,
            TwoFactorActivation activation,
            OneAtATime turns,
            SessionTokens tokens,
            Clock clock) {
        this.codes = codes;
        this.recoveryCodes = recoveryCodes;
        this.activation = activation;
        this.turns = turns;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Of copies of a right code sent at once, one makes recovery codes: the next finds the authenticator active. */
    ConfirmedAuthenticator confirm(Enrolling caller, UUID authenticator, ConfirmRequest request, Origin origin) {
        String typed = TypedCode.sixDigits(request.code()).orElseThrow(() -> CodeRefusals.malformed(FactorMethod.TOTP));
        return turns.call(caller.userId(), () -> confirmInTurn(caller, authenticator, request, typed, origin));
    }

    private ConfirmedAuthenticator confirmInTurn(
            Enrolling caller, UUID authenticator, ConfirmRequest request, String typed, Origin origin) {
        ConfirmingCodes.Right code =
                codes.judge(caller, authenticator, typed, origin).orElseThrow();
        Optional<NewRecoveryCodes> fresh = code.first() ? Optional.of(recoveryCodes.generate()) : Optional.empty();
        TwoFactorActivation.Request next = new TwoFactorActivation.Request(
                caller, code.factor(), fresh, request.endsOtherSessions(), origin, clock.instant());
        TwoFactorActivation.Done done =
                Transactions.call(() -> activation.activate(next)).orElseThrow();
        OpenSession session = done.session();
        return new ConfirmedAuthenticator(
                authenticator,
                done.name(),
                "active",
                fresh.map(NewRecoveryCodes::shown).orElse(null),
                tokens.sign(session, List.of()));
    }
}
