package dev.sallyport.policies.compliance;

import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A member's compliance with the policy of the account. */
@Schema(name = "MemberCompliance")
record ComplianceView(
        @Schema(required = true) UserId id,
        @Schema(required = true) String email,

        @Schema(required = true) Role role,

        @Schema(required = true) ComplianceStatus status,

        @Schema(required = true, nullable = true) @Nullable Instant dueAt,

        @Schema(required = true) List<FactorMethod> secondFactors) {}
