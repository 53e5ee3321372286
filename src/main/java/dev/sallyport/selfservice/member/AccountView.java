package dev.sallyport.selfservice.member;

import dev.sallyport.base.ids.AccountId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An account. */
@Schema(name = "Account")
record AccountView(
        @Schema(required = true) AccountId id,
        @Schema(required = true) String name,
        @Schema(required = true) boolean memberResets,
        @Schema(required = true) BrandBody brand) {}
