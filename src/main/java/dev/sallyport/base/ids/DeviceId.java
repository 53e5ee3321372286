package dev.sallyport.base.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a device of a user. */
public record DeviceId(@JsonValue UUID value) implements Id {

    /** The id of no device: a query for it finds nothing. */
    public static final DeviceId NONE = new DeviceId(NIL);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DeviceId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the id in a path or a query: JAX-RS finds this method by its name.
     *
     * @throws IllegalArgumentException for what {@link Id#parse} does not read
     */
    public static DeviceId fromString(String text) {
        return new DeviceId(Id.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
