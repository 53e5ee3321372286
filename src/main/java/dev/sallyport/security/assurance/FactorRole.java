package dev.sallyport.security.assurance;

import dev.sallyport.security.token.AssuranceLevel;

/** What an accepted answer means for its user. Code that treats kinds of factors differently asks for the role. */
public enum FactorRole {
    /** A second factor of its own: a user who has set one up is asked for one at sign-in. */
    SECOND_FACTOR(AssuranceLevel.TWO_FACTOR, true),

    /** Takes the place of a second factor that is not at hand; the second factor stays. */
    BACKUP(AssuranceLevel.TWO_FACTOR, true),

    /**
     * Removes every second factor of the user. The sign-in is left with its first factor, and no session is stepped up
     * with it.
     */
    RESET(AssuranceLevel.ONE_FACTOR, false),

    /**
     * Takes the place of a second factor for one sign-in, after another person has checked the identity. Its session
     * can set up a second factor in place of one that was lost, and nothing else that asks for a recent proof; no
     * session is stepped up with it.
     */
    TEMPORARY(AssuranceLevel.TWO_FACTOR, false),

    /**
     * Proves access to the mailbox, which is no second factor: "Email SHALL NOT be used for out-of-band authentication"
     * (NIST SP 800-63B section 3.1.3.1).
     */
    MAILBOX(AssuranceLevel.ONE_FACTOR, true);

    private final AssuranceLevel level;
    private final boolean stepsUp;

    FactorRole(AssuranceLevel level, boolean stepsUp) {
        this.level = level;
        this.stepsUp = stepsUp;
    }

    /** The level of a session in which such an answer was accepted. */
    public AssuranceLevel level() {
        return level;
    }

    /** Whether such an answer can step a session up. */
    public boolean stepsUp() {
        return stepsUp;
    }
}
