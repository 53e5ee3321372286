package dev.sallyport.accounts.account;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What users change about themselves without proving again who they are. */
@Schema(name = "UpdateProfileRequest")
record ProfileRequest(
        @NotNull @SupportedLanguage @Schema(required = true, maxLength = 200)
        String locale) {}
