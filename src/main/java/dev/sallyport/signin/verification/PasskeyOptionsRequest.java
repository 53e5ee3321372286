package dev.sallyport.signin.verification;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Asks for passkey options: for a challenge or, without one, for a sign-in by a passkey alone. */
@Schema(name = "PasskeyOptionsRequest")
record PasskeyOptionsRequest(@Nullable @Size(max = 512) String challengeToken) {

    @Override
    public String toString() {
        return "PasskeyOptionsRequest";
    }
}
