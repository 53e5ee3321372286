package dev.sallyport.base.cookie;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;

/**
 * A token that a client keeps for its next visit.
 *
 * @param life how long the token is valid, unless it is revoked earlier
 */
public record CookieToken(@JsonValue String text, Duration life) {

    @Override
    public String toString() {
        return "CookieToken[life=" + life + "]";
    }
}
