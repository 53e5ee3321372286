package dev.sallyport.accounts.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The role of a member in an account. */
public enum Role {
    @JsonProperty("owner")
    OWNER,

    @JsonProperty("admin")
    ADMIN,

    @JsonProperty("member")
    MEMBER;

    /** The role's name in tables and responses. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
