package dev.sallyport.sessions.session;

import java.time.Instant;

/** Something that the user learns with the tokens of a session. */
public sealed interface SignInNotice {

    /** Whether the last recovery code of a set was used. */
    default boolean isOfLastRecoveryCode() {
        return false;
    }

    /**
     * A second factor will be required.
     *
     * @param dueAt from when on
     */
    record EnrollmentDue(Instant dueAt) implements SignInNotice {}

    /**
     * A recovery code was used, and few are left.
     *
     * @param remaining how many; 0 after the last one
     */
    record RecoveryCodesLow(int remaining) implements SignInNotice {

        @Override
        public boolean isOfLastRecoveryCode() {
            return remaining == 0;
        }
    }
}
