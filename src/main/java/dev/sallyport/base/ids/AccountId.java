package dev.sallyport.base.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of an account: of an organization, not of a user. */
public record AccountId(@JsonValue UUID value) implements Id {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccountId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the id in a path or a query: JAX-RS finds this method by its name.
     *
     * @throws IllegalArgumentException for what {@link Id#parse} does not read
     */
    public static AccountId fromString(String text) {
        return new AccountId(Id.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
