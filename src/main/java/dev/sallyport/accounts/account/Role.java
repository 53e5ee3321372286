package dev.sallyport.accounts.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a member is in an account. */
public enum Role {
    @JsonProperty("owner")
    OWNER,

    @JsonProperty("admin")
    ADMIN,

    @JsonProperty("member")
    MEMBER;

    /** The word for it in tables and answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
