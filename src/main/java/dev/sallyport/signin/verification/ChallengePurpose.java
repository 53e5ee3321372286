package dev.sallyport.signin.verification;

import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import jakarta.persistence.EnumeratedValue;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The purpose of a challenge, which decides the methods that can answer it. */
enum ChallengePurpose {
    TWO_FACTOR("two_factor", FactorRole.SECOND_FACTOR, FactorRole.BACKUP, FactorRole.RESET, FactorRole.TEMPORARY),
    DEVICE_VERIFICATION("device_verification", FactorRole.MAILBOX),
    STEP_UP("step_up", FactorRole.MAILBOX),
    ENROLLMENT("enrollment");

    @EnumeratedValue
    private final String text;

    // made by List.of
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<FactorMethod> methods;

    ChallengePurpose(String text, FactorRole... answers) {
        this.text = text;
        this.methods = Stream.of(FactorMethod.values())
                .filter(method -> List.of(answers).contains(method.role()))
                .toList();
    }

    List<FactorMethod> methods() {
        return methods;
    }

    /** The purposes that a code of this kind can answer. */
    static List<ChallengePurpose> answeredBy(FactorMethod method) {
        return List.of(values()).stream()
                .filter(purpose -> purpose.methods.contains(method))
                .toList();
    }

    /** The purpose of the challenge at the sign-in of a user with these methods. */
    static ChallengePurpose atSignIn(Collection<FactorMethod> methods) {
        return FactorMethod.includeSecondFactor(methods) ? TWO_FACTOR : DEVICE_VERIFICATION;
    }

    String text() {
        return text;
    }

    static ChallengePurpose of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
