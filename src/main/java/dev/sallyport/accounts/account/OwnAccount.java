package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.AccountId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An account as its member sees it: the member's role in it, and how it presents itself to its members. */
@Schema(name = "OwnAccount")
public record OwnAccount(
        @Schema(required = true) AccountId id,
        @Schema(required = true) String name,

        @Schema(
                enumeration = {"owner", "admin", "member"},
                required = true)
        String role,

        @Schema(required = true) ShownBrand brand) {}
