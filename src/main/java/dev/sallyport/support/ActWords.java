package dev.sallyport.support;

/** What agents, owners and admins must write about an act on a user: the reason, and how they checked the identity. */
final class ActWords {

    static final int MIN_REASON = 10;
    static final int MAX_REASON = 500;

    static final int MIN_IDENTITY_CHECK = 3;
    static final int MAX_IDENTITY_CHECK = 100;

    static final String TRIMMED = "\\S[\\s\\S]*\\S";
    static final String NOT_TRIMMED = "must not begin or end with a space";

    private ActWords() {}
}
