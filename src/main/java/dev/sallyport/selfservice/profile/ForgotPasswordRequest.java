package dev.sallyport.selfservice.profile;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The email address of the user who forgot their password. */
record ForgotPasswordRequest(
        @NotNull @Size(min = 1, max = 320) @Schema(required = true, examples = "ada@example.org")
        String email) {}
