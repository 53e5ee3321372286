package dev.sallyport.signin.verification;

import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The purpose of a challenge, which decides the methods that can answer it. */
enum ChallengePurpose {
    TWO_FACTOR(FactorRole.SECOND_FACTOR, FactorRole.BACKUP, FactorRole.RESET),
    DEVICE_VERIFICATION(FactorRole.MAILBOX),
    STEP_UP(FactorRole.MAILBOX),
    ENROLLMENT;

    // made by List.of
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<FactorMethod> methods;

    ChallengePurpose(FactorRole... answers) {
        this.methods = Stream.of(FactorMethod.values())
                .filter(method -> List.of(answers).contains(method.role()))
                .toList();
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
