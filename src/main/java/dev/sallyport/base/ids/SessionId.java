package dev.sallyport.base.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a session. */
public record SessionId(@JsonValue UUID value) implements Id {

    /** The id of no session: a query for it finds nothing. */
    public static final SessionId NONE = new SessionId(NIL);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SessionId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the id in a path or a query: JAX-RS finds this method by its name.
     *
     * @throws IllegalArgumentException for what {@link Id#parse} does not read
     */
    public static SessionId fromString(String text) {
        return new SessionId(Id.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
