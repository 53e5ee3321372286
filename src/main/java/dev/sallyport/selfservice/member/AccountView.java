package dev.sallyport.selfservice.member;

import dev.sallyport.base.ids.AccountId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An account. */
@Schema(name = "Account")
record AccountView(
        @Schema(required = true) AccountId id,
        @Schema(required = true) String name,
        @Schema(required = true, nullable = true) @Nullable String externalId,
        @Schema(required = true) boolean memberResets,
        @Schema(required = true) BrandBody brand) {}
