package dev.sallyport.base.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of an authenticator app of a user, pending or active. */
public record AuthenticatorId(@JsonValue UUID value) implements Id {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AuthenticatorId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical form; JAX-RS calls it for a parameter.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static AuthenticatorId fromString(String text) {
        return new AuthenticatorId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
