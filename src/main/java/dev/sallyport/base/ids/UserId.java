package dev.sallyport.base.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a user. */
public record UserId(@JsonValue UUID value) implements Id {

    /** The id of no user: a query for it finds nothing, and every user comes after it. */
    public static final UserId NONE = new UserId(NIL);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the id in a path or a query: JAX-RS finds this method by its name.
     *
     * @throws IllegalArgumentException for what {@link Id#parse} does not read
     */
    public static UserId fromString(String text) {
        return new UserId(Id.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
