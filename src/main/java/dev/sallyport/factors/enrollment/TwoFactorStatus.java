package dev.sallyport.factors.enrollment;

import dev.sallyport.security.assurance.FactorMethod;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The state of a user's two-factor sign-in. */
@Schema(name = "TwoFactorStatus")
record TwoFactorStatus(
        @Schema(required = true) boolean enabled,
        @Schema(required = true) List<AuthenticatorView> authenticators,
        @Schema(required = true) int recoveryCodesRemaining,
        @Schema(required = true) int recoveryCodesTotal,
        @Schema(required = true, nullable = true) @Nullable Instant recoveryCodesGeneratedAt,
        @Schema(required = true) boolean paperKey,
        @Schema(required = true) boolean required,
        @Schema(required = true) List<FactorMethod> addable,
        @Schema(required = true, nullable = true) @Nullable Instant dueAt,
        @Schema(required = true, nullable = true) @Nullable Instant checkUpDueAt) {}
