package dev.sallyport.signin.verification;

import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RotatingTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * The tokens of challenges: derived from user and id, so that the table holds none, and a token that this service did
 * not make is refused without a look into the table. A token of one kind is not accepted as another.
 */
@ApplicationScoped
class ChallengeTokens {

    static final String CHALLENGE_PREFIX = "sp_ch_";
    static final String ENROLLMENT_PREFIX = "sp_en_";

    private static final int GENERATION = 0;

    private final RotatingTokens challenges;
    private final RotatingTokens enrollments;

    ChallengeTokens(Keyset keyset) {
        this.challenges = new RotatingTokens(keyset.tokens(), CHALLENGE_PREFIX);
        this.enrollments = new RotatingTokens(keyset.tokens(), ENROLLMENT_PREFIX);
    }

    String issue(Challenge challenge) {
        RotatingTokens kind = challenge.purpose() == ChallengePurpose.ENROLLMENT ? enrollments : challenges;
        return kind.issue(challenge.userId().value(), challenge.id().value(), GENERATION);
    }

    /** What a genuine token of a challenge for one of these purposes names: the user and the challenge. */
    Optional<RotatingTokens.Handle> read(String token, List<ChallengePurpose> purposes) {
        return (purposes.contains(ChallengePurpose.ENROLLMENT) ? enrollments : challenges).read(token);
    }
}
