package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.ExternalId;
import dev.sallyport.base.names.DisplayName;
import jakarta.validation.Valid;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The changes to an account; omitted fields stay unchanged.
 *
 * @param externalId for clients
 */
@Schema(name = "UpdateAccountRequest")
record ChangeAccountRequest(
        @DisplayName String name,
        Boolean memberResets,
        @Valid @Nullable BrandBody brand,

        @ExternalId @Schema(nullable = true, implementation = String.class, pattern = ExternalId.FORM) @Nullable
        ExternalIdChange externalId) {}
