package dev.sallyport.base.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a user. */
public record UserId(@JsonValue UUID value) implements Id {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical form; JAX-RS calls it for a parameter.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static UserId fromString(String text) {
        return new UserId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
