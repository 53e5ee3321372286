package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.factors.email.EmailCodeDelivery;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RotatingTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Opens blind challenges and finds them again by their tokens. */
@ApplicationScoped
class BlindChallenges {

    private static final String PREFIX = "sp_bc_";

    private static final int GENERATION = 0;

    private final BlindChallengeRepository rows;
    private final ChallengeRepository answered;
    private final EmailCodeDelivery delivery;
    private final VerificationConfig config;
    private final RotatingTokens tokens;

    BlindChallenges(
            BlindChallengeRepository rows,
            ChallengeRepository answered,
            EmailCodeDelivery delivery,
            VerificationConfig config,
            Keyset keyset) {
        this.rows = rows;
        this.answered = answered;
        this.delivery = delivery;
        this.config = config;
        this.tokens = new RotatingTokens(keyset.tokens(), PREFIX);
    }

    /**
     * A challenge with its answer.
     *
     * @param id of the row, from which the code that may be mailed is derived
     * @param mailAllowed whether the network address may cause a mail: counted for every password, since a count of the
     *     right one alone would tell of it at the next mail of the address
     */
    record Opened(ChallengeId id, boolean mailAllowed, ChallengeRequired answer) {}

    /** Whether the token is one of a blind challenge, good or not. */
    static boolean isBlindToken(String token) {
        return token.startsWith(PREFIX);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Opened open(SignInAttempt attempt, boolean passwordRight, ClientContext context, Instant now) {
        Instant expiresAt = now.plus(config.challengeLifetime());
        BlindChallenge challenge = new BlindChallenge(attempt, passwordRight, now, expiresAt);
        rows.persist(challenge);
        return new Opened(
                challenge.id(),
                delivery.countRequest(context.address(), now),
                ChallengeRequired.blind(
                        token(challenge.id()), expiresAt, attempt.email().hint(), delivery.resendAfter(now)));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Optional<OpenBlindChallenge> find(String token, Instant now) {
        return read(token).flatMap(id -> rows.find(id, now));
    }

    /** Spends one try, before the answer is checked. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<OpenBlindChallenge> spendAttempt(String token, Instant now) {
        return read(token).flatMap(id -> rows.spendAttempt(id, now));
    }

    /** Gives a try back if the answer was never checked. */
    @Transactional(Transactional.TxType.MANDATORY)
    void returnAttempt(OpenBlindChallenge challenge) {
        rows.returnAttempt(challenge.id());
    }

    /** Records that the code was requested again, whether or not a mail is sent. Returns false if none may be sent. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean requestResend(OpenBlindChallenge challenge, ClientContext context, Instant now) {
        rows.requestResend(challenge.id(), now);
        return delivery.countRequest(context.address(), now);
    }

    /**
     * The challenge if its password was correct; empty if it was wrong or the challenge is void.
     *
     * @param purpose that the challenge has for its user, which no row tells
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<OpenChallenge> findRight(ChallengeId id, ChallengePurpose purpose, Instant now) {
        return rows.findRight(id, purpose, now);
    }

    /** The id stands where other tokens name a user. */
    private String token(ChallengeId id) {
        return tokens.issue(id.value(), id.value(), GENERATION);
    }

    private Optional<ChallengeId> read(String token) {
        return tokens.read(token).map(handle -> new ChallengeId(handle.id()));
    }

    /** Closes it, and records it with the rows of the user, so that a copy of its code is known for one. */
    @Transactional(Transactional.TxType.MANDATORY)
    void close(OpenChallenge challenge, Instant now) {
        rows.close(challenge.id(), now);
        answered.open(Challenge.answeredBlindly(challenge, now));
    }
}
