package dev.sallyport.signin.verification;

import dev.sallyport.factors.factor.FactorMethod;
import jakarta.persistence.EnumeratedValue;
import java.util.List;
import java.util.Locale;

/** What a challenge stands before, and so what it can be answered with. */
enum ChallengePurpose {
    TWO_FACTOR("two_factor", FactorMethod.TOTP, FactorMethod.RECOVERY_CODE, FactorMethod.PAPER_KEY),
    DEVICE_VERIFICATION("device_verification", FactorMethod.EMAIL_CODE),
    STEP_UP("step_up", FactorMethod.EMAIL_CODE),
    ENROLLMENT("enrollment");

    @EnumeratedValue
    private final String text;

    private final List<FactorMethod> methods;

    ChallengePurpose(String text, FactorMethod... methods) {
        this.text = text;
        this.methods = List.of(methods);
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

    String text() {
        return text;
    }

    static ChallengePurpose of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
