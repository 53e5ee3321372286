package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.CodeInput;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A code of a user's app, which a backend wants to be checked. */
@Schema(name = "VerifyTotpRequest")
record BackendTotpCheck(
        UserId userId,

        @Size(min = 1, max = 320) String email,

        @NotNull @Size(max = CodeInput.MAX_LENGTH) String code) {

    @Override
    public String toString() {
        return "BackendTotpCheck"; // a code must not reach a log
    }
}
