package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.CodeCheckContext;
import dev.sallyport.factors.factor.CodeResult;
import dev.sallyport.factors.factor.CodeVerification;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.PreparedCode;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.SignInNotice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Verifies the codes with which a signed-in user proves again who they are. */
@ApplicationScoped
class StepUpCodes {

    private final SecondFactors factors;
    private final CodeVerification codes;
    private final Challenges challenges;
    private final RecoverySignIn recovery;
    private final Users users;

    StepUpCodes(
            SecondFactors factors,
            CodeVerification codes,
            Challenges challenges,
            RecoverySignIn recovery,
            Users users) {
        this.factors = factors;
        this.codes = codes;
        this.challenges = challenges;
        this.recovery = recovery;
        this.users = users;
    }

    /** Refuses any code of a user whose second step is locked, before anything slow is done. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Void> refuseWhileLocked(UserCaller caller, FactorMethod method, ClientContext context, Instant now) {
        return codes.refuseWhileLocked(submitted(caller, method, context, now));
    }

    /** Verifies and spends a code; returns the notices for the user that follow from it. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<List<SignInNotice>> verify(UserCaller caller, PreparedCode code, ClientContext context, Instant now) {
        if (code.method().role() == FactorRole.MAILBOX) {
            return challenges
                    .spendStepUpTry(caller.sessionId(), caller.userId(), now)
                    .map(mailed -> verifyMailed(mailed, caller, code, context, now))
                    .orElseGet(() -> Outcome.refused(noCode()));
        }
        FactorAttempt attempt =
                FactorAttempt.signedIn(caller.userId(), caller.sessionId().value(), code, context, now);
        return codes.verify(submitted(caller, code.method(), context, now), spent -> factors.check(attempt))
                .map(accepted ->
                        code.method().role() == FactorRole.BACKUP ? recoveryCodeUsed(caller, context, now) : List.of());
    }

    /** A mailed code belongs to the challenge that was opened for this session. */
    private Outcome<List<SignInNotice>> verifyMailed(
            OpenChallenge mailed, UserCaller caller, PreparedCode code, ClientContext context, Instant now) {
        FactorAttempt attempt =
                FactorAttempt.signedIn(caller.userId(), mailed.id().value(), code, context, now);
        return codes.verify(
                        submitted(caller, code.method(), context, now),
                        spent -> mailed.isVoidFor(spent.binding())
                                ? CodeResult.unchecked(noCode())
                                : factors.check(attempt, mailed.failuresLeft()))
                .map(accepted -> {
                    challenges.close(mailed, now);
                    return List.of();
                });
    }

    private List<SignInNotice> recoveryCodeUsed(UserCaller caller, ClientContext context, Instant now) {
        return users.lockActive(caller.userId())
                .map(user -> recovery.recoveryCodeUsed(user, context, now))
                .orElse(List.of());
    }

    private static CodeCheckContext submitted(
            UserCaller caller, FactorMethod method, ClientContext context, Instant now) {
        return CodeCheckContext.of(
                method,
                AuditEntry.refused(AuditType.STEP_UP, now, context)
                        .user(caller.userId())
                        .with("method", method.text()));
    }

    private static ProblemException noCode() {
        return new ProblemException(ProblemType.CHALLENGE_EXPIRED)
                .detail("No code was sent. Request one at /v1/me/step-up/email.");
    }
}
