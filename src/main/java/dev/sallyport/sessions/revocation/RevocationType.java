package dev.sallyport.sessions.revocation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What has ended, with all its tokens. */
@Schema(
        type = SchemaType.STRING,
        enumeration = {"session", "user", "key"})
public enum RevocationType {
    SESSION,
    USER,
    KEY;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RevocationType of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
