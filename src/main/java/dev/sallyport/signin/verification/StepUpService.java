package dev.sallyport.signin.verification;

import dev.sallyport.accounts.password.PasswordReauthentication;
import dev.sallyport.accounts.password.SerialPerUser;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.NormalizedCode;
import dev.sallyport.factors.factor.PreparedCode;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.StepUp;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.session.Amr;
import dev.sallyport.sessions.session.SessionGrant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Step-up authentication in a session that continues (RFC 9470): a new authentication time, and new tokens. */
@ApplicationScoped
class StepUpService {

    private final StepUp stepUp;
    private final PasswordReauthentication passwords;
    private final SecondFactors factors;
    private final SerialPerUser serial;
    private final StepUpCodes codes;
    private final SteppedUpSession sessions;
    private final Clock clock;

    StepUpService(
            StepUp stepUp,
            PasswordReauthentication passwords,
            SecondFactors factors,
            SerialPerUser serial,
            StepUpCodes codes,
            SteppedUpSession sessions,
            Clock clock) {
        this.stepUp = stepUp;
        this.passwords = passwords;
        this.factors = factors;
        this.serial = serial;
        this.codes = codes;
        this.sessions = sessions;
        this.clock = clock;
    }

    SignInResult.Complete stepUp(UserCaller caller, StepUpRequest request, ClientContext context) {
        if (caller.twoFactorEnabled() && !request.method().isSecondFactor()) {
            throw stepUp.tooWeak(caller);
        }
        if (!caller.twoFactorEnabled() && request.method().isSecondFactor()) {
            throw new ProblemException(ProblemType.CONFLICT)
                    .detail("The user has no second factor. Use the method password or email_code.");
        }
        return request.method().factor().isPresent()
                ? byCode(caller, request.method().factor().get(), request, context)
                : byPassword(caller, request.password(), context);
    }

    private SignInResult.Complete byPassword(UserCaller caller, String password, ClientContext context) {
        if (password == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).error("password", "is missing");
        }
        passwords.require(caller.userId(), password, context);
        return Transactions.call(() -> sessions.raise(
                        caller, AssuranceLevel.ONE_FACTOR, List.of(Amr.PASSWORD), context, clock.instant()))
                .map(session -> new SignInResult.Complete(session, List.of()))
                .orElseThrow();
    }

    private SignInResult.Complete byCode(
            UserCaller caller, FactorMethod method, StepUpRequest request, ClientContext context) {
        NormalizedCode code = factors.read(method, request.answer(method));
        return factors.isSlow(code)
                ? serial.call(caller.userId(), () -> bySlowCode(caller, code, context))
                : byPreparedCode(caller, factors.prepare(code, caller.userId()), context);
    }

    /** Nothing is hashed for a user who is locked. */
    private SignInResult.Complete bySlowCode(UserCaller caller, NormalizedCode code, ClientContext context) {
        Transactions.call(() -> codes.refuseWhileLocked(caller, code.method(), context, clock.instant()))
                .orElseThrow();
        return byPreparedCode(caller, factors.prepare(code, caller.userId()), context);
    }

    private SignInResult.Complete byPreparedCode(UserCaller caller, PreparedCode code, ClientContext context) {
        return Transactions.call(() -> {
                    Instant now = clock.instant();
                    return codes.verify(caller, code, context, now)
                            .then(notices -> raise(caller, code, context, now)
                                    .map(session -> new SignInResult.Complete(session, notices)));
                })
                .orElseThrow();
    }

    private Outcome<SessionGrant> raise(UserCaller caller, PreparedCode code, ClientContext context, Instant now) {
        return sessions.raise(caller, code.method().level(), factors.amr(code), context, now);
    }
}
