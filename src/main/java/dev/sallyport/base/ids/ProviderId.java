package dev.sallyport.base.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of an identity provider of an account. */
public record ProviderId(@JsonValue UUID value) implements Id {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ProviderId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical form; JAX-RS calls it for a parameter.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static ProviderId fromString(String text) {
        return new ProviderId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
