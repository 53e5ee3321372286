package dev.sallyport.signin.verification;

import dev.sallyport.factors.factor.CodeVerification;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.PreparedCode;
import dev.sallyport.factors.factor.VerificationResult;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.throttle.BlindGuesses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Checks the answer to a blind challenge, which succeeds only if both the password and the second factor were correct.
 * The response does not reveal what was wrong, and every refusal takes the same number of statements.
 *
 * <p>There is one exception: a lock or a new epoch that begins while the answer waits for the user takes one more
 * statement.
 *
 * <p>Locks are taken in the order count of proofs, attempts, user, factor.
 */
@ApplicationScoped
class BlindChallengeVerifier {

    private final BlindChallenges challenges;
    private final SignInSubjectRepository subjects;
    private final BlindGuesses guesses;
    private final CodeVerification codes;
    private final SecondStepCompletion completion;

    BlindChallengeVerifier(
            BlindChallenges challenges,
            SignInSubjectRepository subjects,
            BlindGuesses guesses,
            CodeVerification codes,
            SecondStepCompletion completion) {
        this.challenges = challenges;
        this.subjects = subjects;
        this.guesses = guesses;
        this.codes = codes;
        this.completion = completion;
    }

    /** Which codes count as a second factor of a user with these methods: an email code never replaces a factor. */
    static boolean proves(FactorMethod method, List<FactorMethod> methods) {
        return FactorMethod.includeSecondFactor(methods)
                ? methods.contains(method)
                : method.role() == FactorRole.MAILBOX;
    }

    /**
     * The result of checking an answer.
     *
     * @param step that follows, where both proofs were right
     * @param wrongCode to be noted after the answer, where the password had been right and the code was not
     */
    record BlindResult(Optional<SignInResult> step, Optional<NotedFailure> wrongCode) {

        static final BlindResult REFUSED = new BlindResult(Optional.empty(), Optional.empty());
    }

    /** A code that was wrong or exceeded the limit, for a user with a correct password. */
    record NotedFailure(OpenChallenge challenge, VerificationResult result, Instant at) {}

    /** Checks one answer. The caller MUST commit whatever the result is. */
    @Transactional(Transactional.TxType.MANDATORY)
    BlindResult verify(
            OpenBlindChallenge challenge,
            VerifyRequest request,
            PreparedCode code,
            ClientContext context,
            Instant now) {
        boolean acceptable = guesses.lockProven(challenge.emailHash(), now);
        List<FactorMethod> methods = subjects.findMethods(challenge.userOrStandIn(), now);
        boolean proves = proves(request.method(), methods);
        Optional<OpenChallenge> right = challenges.findRight(challenge.id(), ChallengePurpose.atSignIn(methods), now);
        FactorAttempt attempt = new FactorAttempt(challenge.userOrStandIn(), challenge.id(), code, context, now);
        Optional<OpenChallenge> verifiable = right.filter(open -> acceptable && proves && !open.beforeLock());
        if (verifiable.isPresent()) {
            return verify(verifiable.get(), request, attempt);
        }
        boolean proven = codes.wouldAccept(attempt) && proves;
        guesses.countProven(challenge.emailHash(), proven && right.isEmpty());
        return BlindResult.REFUSED;
    }

    /** The password was right, so that a wrong code counts. */
    private BlindResult verify(OpenChallenge challenge, VerifyRequest request, FactorAttempt attempt) {
        VerificationResult result = codes.verifyBlindly(attempt, challenge.binding());
        if (result.isRight()) {
            challenges.close(challenge, attempt.now());
            SignInResult step = completion.afterCode(
                    challenge, request, codes.amr(attempt.code()), attempt.context(), attempt.now());
            return new BlindResult(Optional.of(step), Optional.empty());
        }
        if (result.isVoid()) {
            return BlindResult.REFUSED;
        }
        return new BlindResult(Optional.empty(), Optional.of(new NotedFailure(challenge, result, attempt.now())));
    }
}
