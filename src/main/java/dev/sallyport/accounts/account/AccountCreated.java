package dev.sallyport.accounts.account;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new account, and its owner. */
record AccountCreated(
        @Schema(required = true) UUID id,
        @Schema(required = true) String name,
        @Schema(required = true) Owner owner) {

    /** The user who owns it. */
    @Schema(name = "AccountOwner")
    record Owner(
            @Schema(required = true) UUID id,
            @Schema(required = true) String email) {}
}
