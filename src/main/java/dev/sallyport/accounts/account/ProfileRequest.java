package dev.sallyport.accounts.account;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The settings that users can change without authenticating again. */
record ProfileRequest(
        @NotNull
        @SupportedLanguage
        @Schema(
                required = true,
                maxLength = 200,
                examples = "de-AT",
                description = "The language of mails and problem titles, before what Accept-Language asks for: en, de,"
                        + " fr, es or ja, with or without a region, written as there or as `de_AT`. Answers show the"
                        + " language alone.")
        String locale) {}
