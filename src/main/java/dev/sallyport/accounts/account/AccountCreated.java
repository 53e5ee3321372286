package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new account, and its owner. */
record AccountCreated(
        @Schema(required = true) AccountId id,
        @Schema(required = true) String name,
        @Schema(required = true) Owner owner) {

    /** The user who owns it. */
    @Schema(name = "AccountOwner")
    record Owner(
            @Schema(required = true) UserId id,
            @Schema(required = true) String email) {}
}
