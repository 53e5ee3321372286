package dev.sallyport.accounts.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/** The role of a member in an account. */
public enum Role {
    @JsonProperty("owner")
    OWNER("owner"),

    @JsonProperty("admin")
    ADMIN("admin"),

    @JsonProperty("member")
    MEMBER("member");

    @EnumeratedValue
    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** The role's name in tables and responses. */
    public String text() {
        return text;
    }

    /** Whether a member of this role can give another one that role: admins cannot create owners. */
    public boolean canGrant(Role other) {
        return this == OWNER || (this == ADMIN && other != OWNER);
    }

    public static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
