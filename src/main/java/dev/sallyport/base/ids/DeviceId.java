package dev.sallyport.base.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a device of a user. */
public record DeviceId(@JsonValue UUID value) implements Id {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DeviceId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical form; JAX-RS calls it for a parameter.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static DeviceId fromString(String text) {
        return new DeviceId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
