package dev.sallyport.factors.enrollment;

import dev.sallyport.factors.factor.CodeInput;
import dev.sallyport.factors.passkey.AssertionResponse;
import dev.sallyport.factors.passkey.PasskeyOrCode;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The credentials that disable two-factor sign-in: the password, and a code if the session is not fresh. A user without
 * a password must always send a code.
 */
@Schema(name = "DisableTwoFactorRequest")
record DisableTwoFactorRequest(
        @Size(min = 1, max = 512) String password,
        FactorMethod method,
        @Size(max = CodeInput.MAX_LENGTH) String code,
        @Size(max = 512) String ceremonyToken,
        @Valid AssertionResponse credential) {

    /** The code or the passkey, if any was sent. */
    PasskeyOrCode answer() {
        return new PasskeyOrCode(code, ceremonyToken, credential);
    }

    @Override
    public String toString() {
        return "DisableTwoFactorRequest";
    }
}
