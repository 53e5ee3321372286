package dev.sallyport.base.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a challenge: of a sign-in that waits for a further step. */
public record ChallengeId(@JsonValue UUID value) implements Id {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ChallengeId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the id in a path or a query: JAX-RS finds this method by its name.
     *
     * @throws IllegalArgumentException for what {@link Id#parse} does not read
     */
    public static ChallengeId fromString(String text) {
        return new ChallengeId(Id.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
