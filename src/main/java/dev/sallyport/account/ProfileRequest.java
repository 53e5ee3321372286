package dev.sallyport.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What users change about themselves without proving again who they are. */
record ProfileRequest(
        @NotNull
        @Pattern(regexp = "en|de|fr|es|ja", message = "must be en, de, fr, es or ja")
        @Schema(
                required = true,
                enumeration = {"en", "de", "fr", "es", "ja"},
                examples = "de",
                description = "The language of mails and problem titles, before what Accept-Language asks for.")
        String locale) {}
