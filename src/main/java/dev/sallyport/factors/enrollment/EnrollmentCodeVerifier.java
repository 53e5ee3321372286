package dev.sallyport.factors.enrollment;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.CodeCheckContext;
import dev.sallyport.factors.factor.CodeResult;
import dev.sallyport.factors.factor.CodeVerification;
import dev.sallyport.factors.factor.PendingFactor;
import dev.sallyport.factors.factor.SetUpHolder;
import dev.sallyport.factors.totp.ConfirmingCode;
import dev.sallyport.factors.totp.TotpBinding;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.EnrollmentSubject;
import dev.sallyport.sessions.session.ActiveCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Checks the codes that confirm a pending authenticator: an attempt is spent first, as with every other code. */
@ApplicationScoped
class EnrollmentCodeVerifier {

    private final TotpBinding binding;
    private final BoundFactors factors;
    private final CodeVerification codes;
    private final ActiveCaller active;
    private final Clock clock;

    EnrollmentCodeVerifier(
            TotpBinding binding, BoundFactors factors, CodeVerification codes, ActiveCaller active, Clock clock) {
        this.binding = binding;
        this.factors = factors;
        this.codes = codes;
        this.active = active;
        this.clock = clock;
    }

    /** A correct code that is not yet spent. */
    record Right(PendingFactor factor, boolean first) {}

    Outcome<Right> verify(EnrollmentSubject caller, AuthenticatorId authenticator, String code, ClientContext context) {
        return Transactions.call(() -> verify(caller, authenticator, code, context, clock.instant()));
    }

    private Outcome<Right> verify(
            EnrollmentSubject caller, AuthenticatorId authenticator, String code, ClientContext context, Instant now) {
        CodeCheckContext codeContext = CodeCheckContext.of(
                FactorMethod.TOTP,
                refused(AuditType.ENROLLMENT_CODE_FAIL, caller, authenticator, context, now),
                refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, caller, authenticator, context, now));
        return codes.verify(
                codeContext,
                spent -> check(caller, authenticator, code, spent.binding().epoch(), now));
    }

    /**
     * The user is locked with the attempt: whether session or token are still there is asked after any wait for that.
     */
    private CodeResult<Right> check(
            EnrollmentSubject caller, AuthenticatorId authenticator, String code, int epoch, Instant now) {
        if (!active.isActive(caller, epoch)) {
            return CodeResult.unchecked(new ProblemException(ProblemType.NOT_AUTHENTICATED));
        }
        UserId user = caller.userId();
        return binding.check(authenticator, user, new SetUpHolder(caller.holder(), epoch), code, now)
                .map(
                        right -> CodeResult.accepted(
                                new Right(binding.confirmed(authenticator, user, right.step()), !factors.exist(user))),
                        wrong -> CodeResult.wrong(wrong.attemptsLeft(), wrong.why()),
                        ended -> CodeResult.unchecked(refusal(ended)));
    }

    private static ProblemException refusal(ConfirmingCode.Unchecked code) {
        return switch (code) {
            case ALREADY_ACTIVE -> new ProblemException(ProblemType.ALREADY_CONFIRMED);
            case DEAD ->
                new ProblemException(ProblemType.ENROLLMENT_EXPIRED)
                        .detail("This enrollment has ended. Start a new one to get a new key.");
            case UNKNOWN -> new ProblemException(ProblemType.NOT_FOUND);
        };
    }

    private static AuditEntry refused(
            AuditType type,
            EnrollmentSubject caller,
            AuthenticatorId authenticator,
            ClientContext context,
            Instant now) {
        return AuditEntry.refused(type, now, context)
                .user(caller.userId())
                .with("authenticator", authenticator.toString());
    }
}
