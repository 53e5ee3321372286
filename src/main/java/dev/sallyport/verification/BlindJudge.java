package dev.sallyport.verification;

import dev.sallyport.caller.Origin;
import dev.sallyport.factor.FactorAttempt;
import dev.sallyport.factor.FactorMethod;
import dev.sallyport.factor.SecondFactors;
import dev.sallyport.factor.Verdict;
import dev.sallyport.throttle.BlindGuesses;
import dev.sallyport.throttle.Throttle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Judges the answer to a blind challenge: it succeeds only if the password had been right and the second proof is. What is
 * wrong is not said, and each way takes the same statements.
 *
 * <p>Locks are taken in the order count of proofs, attempts, user, factor.
 */
@ApplicationScoped
class BlindJudge {

    private final BlindChallenges challenges;
    private final SignInSubjectRepository subjects;
    private final BlindGuesses guesses;
    private final SecondFactors factors;
    private final Throttle throttle;
    private final SignInCompletion completion;

    BlindJudge(
            BlindChallenges challenges,
            SignInSubjectRepository subjects,
            BlindGuesses guesses,
            SecondFactors factors,
            Throttle throttle,
            SignInCompletion completion) {
        this.challenges = challenges;
        this.subjects = subjects;
        this.guesses = guesses;
        this.factors = factors;
        this.throttle = throttle;
        this.completion = completion;
    }

    /** Which codes are a second proof of a user who can answer by these methods: mail never stands in for a factor. */
    static boolean proves(FactorMethod method, List<FactorMethod> methods) {
        return methods.contains(FactorMethod.TOTP) ? methods.contains(method) : method == FactorMethod.EMAIL_CODE;
    }

    /**
     * What became of an answer.
     *
     * @param step that follows, where both proofs were right
     * @param wrongCode to be noted after the answer, where the password had been right and the code was not
     */
    record Judgement(Optional<Step> step, Optional<WrongCode> wrongCode) {

        static final Judgement REFUSED = new Judgement(Optional.empty(), Optional.empty());
    }

    /** A code that was wrong, or came when there had been too many, for a user whose password was right. */
    record WrongCode(OpenChallenge challenge, Verdict verdict, Instant at) {}

    /**
     * Judges one answer. The caller MUST commit whatever comes of it.
     *
     * @param code what was typed, prepared
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Judgement judge(OpenBlindChallenge challenge, VerifyRequest request, String code, Origin origin, Instant now) {
        boolean acceptable = guesses.lockProven(challenge.emailHash(), now);
        List<FactorMethod> methods = subjects.findMethods(challenge.userOrNobody());
        boolean proves = proves(request.method(), methods);
        Optional<OpenChallenge> right = challenges.findRight(challenge.id(), methods.contains(FactorMethod.TOTP), now);
        FactorAttempt attempt = new FactorAttempt(challenge.userOrNobody(), challenge.id(), code, now);
        if (acceptable && proves && right.isPresent()) {
            return judge(right.get(), request, attempt, origin);
        }
        boolean proven = factors.wouldAccept(request.method(), attempt) && proves;
        guesses.countProven(challenge.emailHash(), proven && right.isEmpty());
        return Judgement.REFUSED;
    }

    /** The password was right, so that this counts as every other second step of the user. */
    private Judgement judge(OpenChallenge challenge, VerifyRequest request, FactorAttempt attempt, Origin origin) {
        Verdict verdict = factors.judge(request.method(), attempt, challenge.standing());
        if (verdict.isRight()) {
            throttle.clear(challenge.user().id());
            challenges.close(challenge, attempt.now());
            Step step = completion.afterCode(challenge, request, origin, attempt.now());
            return new Judgement(Optional.of(step), Optional.empty());
        }
        if (verdict.isVoid()) {
            factors.giveBack(challenge.user().id(), verdict);
            return Judgement.REFUSED;
        }
        return new Judgement(Optional.empty(), Optional.of(new WrongCode(challenge, verdict, attempt.now())));
    }
}
