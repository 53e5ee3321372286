package dev.sallyport.accounts.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.security.caller.Roles;

/** The roles that a user can have in the whole service. */
enum ServiceRole {
    @JsonProperty(Roles.SUPPORT)
    SUPPORT;

    String text() {
        return Roles.SUPPORT;
    }
}
