package dev.sallyport.security.assurance;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.security.token.AssuranceLevel;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a challenge can be answered with, and every fact about it that other packages act on. The check of a method is a
 * bean in the package of its factor; the start fails while a method has none.
 *
 * <p>The order is the one in which methods are offered to the user.
 */
public enum FactorMethod {
    /** A signature of a passkey or security key (WebAuthn), which no other site can ask for. */
    @JsonProperty("passkey")
    PASSKEY(FactorRole.SECOND_FACTOR, Form.ASSERTION, "swk", "hwk", "user"),

    /** A code of an authenticator app (RFC 6238). */
    @JsonProperty("totp")
    TOTP(FactorRole.SECOND_FACTOR, Form.DIGITS_OF_APP, "otp"),

    /** A code that was sent by email. */
    @JsonProperty("email_code")
    EMAIL_CODE(FactorRole.MAILBOX, Form.SIX_DIGITS, "email"),

    /** One of a set of codes that the user has kept (NIST look-up secret). */
    @JsonProperty("recovery_code")
    RECOVERY_CODE(FactorRole.BACKUP, Form.RECOVERY_CODE, "recovery"),

    /** The key of last resort. */
    @JsonProperty("paper_key")
    PAPER_KEY(FactorRole.RESET, Form.PAPER_KEY, "recovery"),

    /** A code that a support agent has given to the user, for one sign-in. */
    @JsonProperty("access_code")
    ACCESS_CODE(FactorRole.TEMPORARY, Form.EIGHT_DIGITS, "access_code");

    /** What an answer looks like. */
    public enum Form {
        ASSERTION("credential"),
        SIX_DIGITS("code"),
        EIGHT_DIGITS("code"),
        DIGITS_OF_APP("code"),
        RECOVERY_CODE("code"),
        PAPER_KEY("code");

        private final String field;

        Form(String field) {
            this.field = field;
        }

        /** The field of the request that carries the answer. */
        public String field() {
            return field;
        }
    }

    /** Says in {@code amr} that there was a second factor; another value says which. */
    private static final String MFA = "mfa";

    private final FactorRole role;
    private final Form form;
    private final String amrValue;

    // made by List.of
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> otherAmrValues;

    /** @param otherAmrValues what an answer can add in place of the first, or in addition to it */
    FactorMethod(FactorRole role, Form form, String amrValue, String... otherAmrValues) {
        this.role = role;
        this.form = form;
        this.amrValue = amrValue;
        this.otherAmrValues = List.of(otherAmrValues);
    }

    /** The method with this name: see {@link #text}. */
    public static FactorMethod of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The methods of one role. */
    public static List<FactorMethod> of(FactorRole role) {
        return Stream.of(values()).filter(method -> method.role == role).toList();
    }

    /** The methods that prove this level when they step a session up. */
    public static List<FactorMethod> steppingUpTo(AssuranceLevel level) {
        return Stream.of(values())
                .filter(method -> method.role.stepsUp() && method.role.level() == level)
                .toList();
    }

    /** Whether a second factor is among the methods: without one, the others stand in for nothing. */
    public static boolean includeSecondFactor(Collection<FactorMethod> methods) {
        return methods.stream().anyMatch(FactorMethod::isSecondFactor);
    }

    /**
     * Whether a session with these {@code amr} values rests on a temporary method. What else they name does not count:
     * an identity provider's token can have the value of any factor. A step-up takes the temporary one away.
     */
    public static boolean areTemporary(Collection<String> amr) {
        return !Collections.disjoint(amr, amrValues(of(FactorRole.TEMPORARY)));
    }

    /** The values of {@code amr} that name these methods. */
    public static Set<String> amrValues(Collection<FactorMethod> methods) {
        return methods.stream()
                .flatMap(method -> Stream.concat(Stream.of(method.amrValue), method.otherAmrValues.stream()))
                .collect(Collectors.toUnmodifiableSet());
    }

    public FactorRole role() {
        return role;
    }

    /** What the answer looks like. */
    public Form form() {
        return form;
    }

    /** Whether it is a second factor of its own, which sign-in asks for once the user has set it up. */
    public boolean isSecondFactor() {
        return role == FactorRole.SECOND_FACTOR;
    }

    /** The level of a session in which it was accepted. */
    public AssuranceLevel level() {
        return role.level();
    }

    /**
     * What an accepted answer adds to {@code amr} at least: a value of RFC 8176 where it has one, our own where it has
     * not.
     */
    public List<String> amr() {
        return amr(amrValue);
    }

    /** The same for an answer that says more. */
    public List<String> amr(String... values) {
        Stream<String> mfa = level() == AssuranceLevel.TWO_FACTOR ? Stream.of(MFA) : Stream.empty();
        return Stream.concat(Stream.of(values), mfa).toList();
    }

    /** The value of {@code amr} that says which method it was, where it is a code. */
    public String amrValue() {
        return amrValue;
    }

    /** The name in the trail and in the database, the same as in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
