package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.token.AssuranceLevel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The methods of a step-up. The paper key is not one of them, because it removes the factors. */
enum StepUpMethod {
    @JsonProperty("password")
    PASSWORD(null),

    @JsonProperty("passkey")
    PASSKEY(FactorMethod.PASSKEY),

    @JsonProperty("totp")
    TOTP(FactorMethod.TOTP),

    @JsonProperty("recovery_code")
    RECOVERY_CODE(FactorMethod.RECOVERY_CODE),

    @JsonProperty("email_code")
    EMAIL_CODE(FactorMethod.EMAIL_CODE);

    private final @Nullable FactorMethod factor;

    StepUpMethod(@Nullable FactorMethod factor) {
        this.factor = factor;
    }

    Optional<FactorMethod> factor() {
        return Optional.ofNullable(factor);
    }

    /** Whether it is enough for a user who has an authenticator: an email code and a password never are. */
    boolean isSecondFactor() {
        return factor != null && factor.level() == AssuranceLevel.TWO_FACTOR;
    }
}
