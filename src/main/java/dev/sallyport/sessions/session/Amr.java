package dev.sallyport.sessions.session;

import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import dev.sallyport.security.token.AssuranceLevel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the user proved, as {@code amr} values: those of RFC 8176 where they exist, else this service's own. */
public final class Amr {

    public static final String PASSWORD = "pwd";
    /** States that there was a second factor, in addition to its own value. */
    public static final String MFA = "mfa";

    public static final List<String> PASSWORD_ONLY = List.of(PASSWORD);

    /** An identity provider's assertion. */
    public static final String SSO = "sso";

    /** The values of second factors, and of what stands in for one. */
    static final Set<String> SECOND_FACTOR = Stream.concat(
                    Stream.of(MFA),
                    FactorMethod.amrValues(Stream.of(FactorMethod.values())
                                    .filter(method -> method.role() != FactorRole.MAILBOX)
                                    .toList())
                            .stream())
            .collect(Collectors.toUnmodifiableSet());

    /** The values of a passkey, which can sign a user in alone. */
    private static final Set<String> PASSKEY = FactorMethod.amrValues(List.of(FactorMethod.PASSKEY));

    private static final Set<String> TEMPORARY = FactorMethod.amrValues(FactorMethod.of(FactorRole.TEMPORARY));

    private Amr() {}

    /** The values of a sign-in that began with another method than the password. */
    public static List<String> withFirst(List<String> first, List<String> amr) {
        Set<String> proved = new LinkedHashSet<>(first);
        amr.stream().filter(method -> !method.equals(PASSWORD)).forEach(proved::add);
        return List.copyOf(proved);
    }

    /** The values that say which second factor there was, or what stood in for one, but these. */
    static Set<String> secondFactorBut(Set<String> removed) {
        return SECOND_FACTOR.stream()
                .filter(value -> !value.equals(MFA) && !removed.contains(value))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What the sign-in of a session with these methods began with: empty if only a passkey began it and its methods no
     * longer count.
     */
    public static List<String> firstOf(List<String> amr) {
        if (amr.contains(SSO)) {
            return List.of(SSO);
        }
        return amr.contains(PASSWORD)
                ? PASSWORD_ONLY
                : amr.stream().filter(PASSKEY::contains).toList();
    }

    /**
     * What a session proved before and what was proved now. With one factor now there is no second one left to claim:
     * it was turned off since. With two, the session no longer rests on what an agent gave.
     */
    public static List<String> steppedUp(List<String> before, AssuranceLevel level, List<String> now) {
        Set<String> amr = new LinkedHashSet<>(before);
        amr.removeAll(level == AssuranceLevel.ONE_FACTOR ? SECOND_FACTOR : TEMPORARY);
        amr.addAll(now);
        return List.copyOf(amr);
    }
}
