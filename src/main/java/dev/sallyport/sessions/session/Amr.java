package dev.sallyport.sessions.session;

import dev.sallyport.security.token.AssuranceLevel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the user proved, as {@code amr} values: those of RFC 8176 where they exist, else this service's own. */
public final class Amr {

    public static final String PASSWORD = "pwd";
    public static final String EMAIL = "email";
    public static final String OTP = "otp";
    public static final String RECOVERY = "recovery";

    /** States that there was a second factor, in addition to its own value. */
    public static final String MFA = "mfa";

    public static final List<String> PASSWORD_ONLY = List.of(PASSWORD);

    /**
     * Level one, never {@code mfa}: "Email SHALL NOT be used for out-of-band authentication" (NIST SP 800-63B section
     * 3.1.3.1).
     */
    public static final List<String> PASSWORD_AND_EMAIL = List.of(PASSWORD, EMAIL);

    public static final List<String> PASSWORD_AND_TOTP = List.of(PASSWORD, OTP, MFA);

    public static final List<String> PASSWORD_AND_RECOVERY_CODE = List.of(PASSWORD, RECOVERY, MFA);

    /** The paper key removes the factors, so the sign-in counts as one factor. */
    public static final List<String> PASSWORD_AND_PAPER_KEY = List.of(PASSWORD, RECOVERY);

    /** An identity provider's assertion. */
    public static final String SSO = "sso";

    private Amr() {}

    /** The values of a sign-in that began with another method than the password. */
    public static List<String> begunWith(List<String> first, List<String> amr) {
        Set<String> proved = new LinkedHashSet<>(first);
        amr.stream().filter(method -> !method.equals(PASSWORD)).forEach(proved::add);
        return List.copyOf(proved);
    }

    /** What the sign-in of a session with these methods began with. */
    public static List<String> firstOf(List<String> amr) {
        return amr.contains(SSO) ? List.of(SSO) : PASSWORD_ONLY;
    }

    /**
     * What a session proved before and what was proved now. With one factor now there is no second one left to claim: it
     * was turned off since.
     */
    public static List<String> steppedUp(List<String> before, AssuranceLevel level, List<String> now) {
        Set<String> amr = new LinkedHashSet<>(before);
        if (level == AssuranceLevel.ONE_FACTOR) {
            amr.removeAll(List.of(OTP, RECOVERY, MFA));
        }
        amr.addAll(now);
        return List.copyOf(amr);
    }
}
