package dev.sallyport.factors.enrollment;

import dev.sallyport.factors.factor.TypedCode;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What it takes to turn two-factor sign-in off: the password, and a code where the session is not fresh. A user without a
 * password gives a code in any case.
 */
@Schema(name = "DisableTwoFactorRequest")
record DisableTwoFactorRequest(
        @Size(min = 1, max = 512) String password,
        FactorMethod method,
        @Size(max = TypedCode.MAX_LENGTH) String code) {

    @Override
    public String toString() {
        return "DisableTwoFactorRequest";
    }
}
