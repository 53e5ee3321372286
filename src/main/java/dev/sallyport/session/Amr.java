package dev.sallyport.session;

import java.util.List;

/** What the user proved, as {@code amr} values: RFC 8176 where it has one, our own where it has not. */
public final class Amr {

    public static final String PASSWORD = "pwd";
    public static final String EMAIL = "email";

    public static final List<String> PASSWORD_ONLY = List.of(PASSWORD);

    /**
     * Level one, never {@code mfa}: "Email SHALL NOT be used for out-of-band authentication" (NIST SP 800-63B section
     * 3.1.3.1).
     */
    public static final List<String> PASSWORD_AND_EMAIL = List.of(PASSWORD, EMAIL);

    public static final List<String> PASSWORD_AND_TOTP = List.of(PASSWORD, "otp", "mfa");

    public static final List<String> PASSWORD_AND_RECOVERY_CODE = List.of(PASSWORD, "recovery", "mfa");

    /** The paper key takes the factors away: what is left of the sign-in is one factor. */
    public static final List<String> PASSWORD_AND_PAPER_KEY = List.of(PASSWORD, "recovery");

    private Amr() {}
}
