package dev.sallyport.accounts.account;

import dev.sallyport.base.language.SupportedLanguage;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The settings that users can change without authenticating again. */
@Schema(name = "UpdateProfileRequest")
record ProfileRequest(
        @NotNull @SupportedLanguage @Schema(required = true, maxLength = 200)
        String locale) {}
