package dev.sallyport.signin.verification;

import dev.sallyport.factors.factor.FactorMethod;
import java.util.List;
import java.util.Locale;

/** The purpose of a challenge, which decides the methods that can answer it. */
enum ChallengePurpose {
    TWO_FACTOR(FactorMethod.TOTP, FactorMethod.RECOVERY_CODE, FactorMethod.PAPER_KEY),
    DEVICE_VERIFICATION(FactorMethod.EMAIL_CODE),
    STEP_UP(FactorMethod.EMAIL_CODE),
    ENROLLMENT;

    // made by List.of
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<FactorMethod> methods;

    ChallengePurpose(FactorMethod... methods) {
        this.methods = List.of(methods);
    }

    List<FactorMethod> methods() {
        return methods;
    }

    /** The purposes that a code of this kind can answer, as the table names them. */
    static List<String> answeredBy(FactorMethod method) {
        return List.of(values()).stream()
                .filter(purpose -> purpose.methods.contains(method))
                .map(ChallengePurpose::text)
                .toList();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ChallengePurpose of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
