package dev.sallyport.accounts.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.security.caller.Roles;

/** What a user can be in the whole service, beside a user. */
enum ServiceRole {
    @JsonProperty(Roles.SUPPORT)
    SUPPORT;

    String text() {
        return Roles.SUPPORT;
    }
}
