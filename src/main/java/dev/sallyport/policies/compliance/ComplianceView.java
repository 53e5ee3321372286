package dev.sallyport.policies.compliance;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a member stands to the policy of the account. */
@Schema(name = "MemberCompliance")
record ComplianceView(
        @Schema(required = true) UUID id,
        @Schema(required = true) String email,

        @Schema(
                enumeration = {"owner", "admin", "member"},
                required = true)
        String role,

        @Schema(required = true) Standing status,

        @Schema(nullable = true) Instant dueAt) {}
