package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.DisplayName;
import dev.sallyport.base.ids.AuthenticatorId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Asks for a new authenticator. */
record StartEnrollmentRequest(
        @DisplayName @Schema(description = "What the user calls the app or phone.", examples = "Ada's phone")
        String name,

        @Schema(
                description = "The authenticator that the new one is to replace: it works until the new one is"
                        + " confirmed, and never after.")
        AuthenticatorId replaces) {}
