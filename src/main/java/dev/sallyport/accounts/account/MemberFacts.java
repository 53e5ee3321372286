package dev.sallyport.accounts.account;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the lists of an account show of a user's sign-in, apart from the status.
 *
 * @param passwordless whether the user has no password
 * @param secondFactors the kinds of second factor that the user has, in alphabetical order with spaces between
 * @param vouched whether an identity provider of the account that can stand for a second factor is linked to the user
 * @param lockedUntil the end of the newest lock of the second step, also when it is past; null: there was none
 * @param lastSignInAt null: never
 */
public record MemberFacts(
        boolean passwordless,
        String secondFactors,
        boolean vouched,
        @Nullable Instant lockedUntil,
        @Nullable Instant lastSignInAt) {

    /** The facts of a user who was just created. */
    static MemberFacts ofNewUser(boolean passwordless) {
        return new MemberFacts(passwordless, "", false, null, null);
    }

    /** The same with the last sign-in as the user's own row and all memberships have it. */
    MemberFacts signedIn(Optional<Instant> last) {
        return new MemberFacts(passwordless, secondFactors, vouched, lockedUntil, last.orElse(null));
    }

    /** The same in another account, whose providers the user is not linked to. */
    MemberFacts elsewhere() {
        return new MemberFacts(passwordless, secondFactors, false, lockedUntil, lastSignInAt);
    }
}
