package dev.sallyport.factors.enrollment;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a user's two-factor sign-in stands. */
@Schema(name = "TwoFactorStatus")
record TwoFactorStatus(
        @Schema(required = true) boolean enabled,
        @Schema(required = true) List<AuthenticatorView> authenticators,
        @Schema(required = true) int recoveryCodesRemaining,

        @Schema(required = true, description = "Whether there is a paper key that works.")
        boolean paperKey,

        @Schema(required = true, description = "Whether an account of the user requires it.")
        boolean required,

        @Schema(nullable = true, description = "From when on it is required, while it can still be skipped.")
        Instant dueAt,

        @Schema(
                nullable = true,
                description =
                        "From when on to ask for a code once, to be sure that the app is still at hand: 28 days after"
                                + " the last one. Any code of an app that is accepted puts it off; `/v1/me/step-up` takes one.")
        Instant checkUpDueAt) {}
