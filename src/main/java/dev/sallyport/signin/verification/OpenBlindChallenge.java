package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An open blind challenge. Except for {@code user}, it is the same for a correct password, a wrong one and an unknown
 * email.
 *
 * @param user the user with the email; empty for an unknown email
 * @param tries blind sign-ins of the email from its network address, the one that opened it included
 * @param failures wrong answers so far, including the current try if one was spent
 * @param mailRequestedAt when a mail with its code was last requested
 */
// never compared as a whole
@SuppressWarnings("ArrayRecordComponent")
record OpenBlindChallenge(
        ChallengeId id,
        byte[] emailHash,
        String emailHint,
        Optional<UserId> user,
        int tries,
        int failures,
        Instant mailRequestedAt,
        Instant expiresAt) {

    /** The user, or else the id of none, so that the same queries run and find nothing. */
    UserId userOrStandIn() {
        return user.orElse(UserId.NONE);
    }

    /** Where the slow work for this email takes its turn. */
    String lane() {
        return lane(emailHash);
    }

    static String lane(byte[] emailHash) {
        return HexFormat.of().formatHex(emailHash);
    }

    /** The first answer to the first sign-in from a network address comes before all others. */
    int rank() {
        return tries + failures - 1;
    }

    int attemptsLeft() {
        return Challenge.MAX_FAILURES - failures;
    }
}
