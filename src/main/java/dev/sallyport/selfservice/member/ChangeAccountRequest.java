package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.DisplayName;
import jakarta.validation.Valid;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The changes to an account; omitted fields stay unchanged. */
@Schema(name = "UpdateAccountRequest")
record ChangeAccountRequest(
        @DisplayName @Schema(maxLength = 100) String name,
        Boolean memberResets,
        @Valid @Nullable BrandBody brand) {}
