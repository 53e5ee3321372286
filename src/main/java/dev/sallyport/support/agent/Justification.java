package dev.sallyport.support.agent;

/** What agents, owners and admins must write about an act on a user: the reason, and how they checked the identity. */
public final class Justification {

    public static final int MIN_REASON = 10;
    public static final int MAX_REASON = 500;

    public static final int MIN_IDENTITY_CHECK = 3;
    public static final int MAX_IDENTITY_CHECK = 100;

    public static final String TRIMMED = "\\S[\\s\\S]*\\S";
    public static final String NOT_TRIMMED = "must not begin or end with a space";

    private Justification() {}
}
