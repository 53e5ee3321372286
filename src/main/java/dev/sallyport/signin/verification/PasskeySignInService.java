package dev.sallyport.signin.verification;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.Attempt;
import dev.sallyport.factors.factor.CodeCheckContext;
import dev.sallyport.factors.factor.CodeResult;
import dev.sallyport.factors.factor.CodeVerification;
import dev.sallyport.factors.passkey.PasskeySignIn;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * A sign-in by a passkey alone: the device that is held and the PIN or biometric that unlocks it are both factors.
 *
 * <p>An unknown passkey, a wrong signature, a user who is disabled and one whose accounts do not allow passkeys all get
 * the same response.
 */
@ApplicationScoped
class PasskeySignInService {

    private final PasskeySignIn passkeys;
    private final SignInLimit limit;
    private final SignInSubjects subjects;
    private final CodeVerification codes;
    private final FirstStepCompletion completion;
    private final Audit audit;
    private final Clock clock;

    PasskeySignInService(
            PasskeySignIn passkeys,
            SignInLimit limit,
            SignInSubjects subjects,
            CodeVerification codes,
            FirstStepCompletion completion,
            Audit audit,
            Clock clock) {
        this.passkeys = passkeys;
        this.limit = limit;
        this.subjects = subjects;
        this.codes = codes;
        this.completion = completion;
        this.audit = audit;
        this.clock = clock;
    }

    SignInResult signIn(PasskeySignInRequest request, ClientContext context) {
        Transactions.call(() -> limit.spend(context, clock.instant())).orElseThrow();
        if (!passkeys.isOn()) {
            throw SignInProblems.passwordlessOff();
        }
        return Transactions.call(() -> signIn(request, context, clock.instant()))
                .orElseThrow();
    }

    private Outcome<SignInResult> signIn(PasskeySignInRequest request, ClientContext context, Instant now) {
        PresentedDevice device = subjects.present(request.deviceToken(), request.deviceName());
        Optional<PasskeySignIn.Claim> claim = passkeys.find(request.ceremonyToken(), request.credential());
        Optional<SignInSubject> subject = claim.flatMap(named -> subjects.find(named.user(), device, context, now))
                .filter(SignInSubject::active)
                .filter(found -> found.methods().contains(PasskeySignIn.METHOD));
        if (subject.isEmpty()) {
            audit.record(refused(AuditType.AUTHN_LOGIN_FAIL, context, now));
            return Outcome.refused(notAccepted());
        }
        return signIn(claim.get(), subject.get(), context, now);
    }

    private Outcome<SignInResult> signIn(
            PasskeySignIn.Claim claim, SignInSubject subject, ClientContext context, Instant now) {
        CodeCheckContext codeContext = CodeCheckContext.completingSignIn(
                PasskeySignIn.METHOD,
                refused(AuditType.AUTHN_LOGIN_FAIL, context, now).user(claim.user()),
                refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, context, now).user(claim.user()));
        return codes.verify(codeContext, spent -> check(claim, subject, spent, codeContext, now))
                .then(accepted -> completion.afterPasskey(subject, claim.amr(), context, now));
    }

    /**
     * The user is locked with the attempt, and may have begun another epoch before. A wrong answer does not count
     * against the user: it takes no password, and a signature cannot be guessed.
     */
    private CodeResult<Void> check(
            PasskeySignIn.Claim claim,
            SignInSubject subject,
            Attempt spent,
            CodeCheckContext codeContext,
            Instant now) {
        boolean sameEpoch = spent.binding().epoch() == subject.user().epoch();
        if (sameEpoch && passkeys.accept(claim, codeContext.wrong().context(), now)) {
            return CodeResult.accepted(null);
        }
        audit.record(codeContext.wrong());
        return CodeResult.unchecked(notAccepted());
    }

    private static AuditEntry refused(AuditType type, ClientContext context, Instant now) {
        return AuditEntry.refused(type, now, context).with("step", "passkey");
    }

    private static ProblemException notAccepted() {
        return new ProblemException(ProblemType.INVALID_CREDENTIALS)
                .detail("The passkey is not accepted. Use another passkey, or sign in with email and password.");
    }
}
