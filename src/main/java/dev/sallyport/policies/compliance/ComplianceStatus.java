package dev.sallyport.policies.compliance;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.policies.policy.FactorStatus;
import dev.sallyport.policies.policy.Requirement;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A member's compliance with the account's policy. */
@Schema(name = "ComplianceStatus")
enum ComplianceStatus {
    /** Has an authenticator. */
    @JsonProperty("enrolled")
    ENROLLED,

    /** Signs in by an identity provider only, so that nothing is asked here. */
    @JsonProperty("sso_only")
    SSO_ONLY,

    /** Has no authenticator, and may still skip it. */
    @JsonProperty("in_grace")
    IN_GRACE,

    /** Has no authenticator, and is asked at the next sign-in. */
    @JsonProperty("overdue")
    OVERDUE,

    /** Has no authenticator, and no policy requires one. */
    @JsonProperty("not_required")
    NOT_REQUIRED;

    static ComplianceStatus of(FactorStatus holds, Requirement requirement, Instant now) {
        return switch (holds) {
            case AUTHENTICATOR -> ENROLLED;
            case SSO_ONLY -> SSO_ONLY;
            case NOTHING -> requirement.isDue(now) ? OVERDUE : requirement.isInGrace(now) ? IN_GRACE : NOT_REQUIRED;
        };
    }

    /** The factor status of a member with this compliance status. */
    FactorStatus holds() {
        return switch (this) {
            case ENROLLED -> FactorStatus.AUTHENTICATOR;
            case SSO_ONLY -> FactorStatus.SSO_ONLY;
            case IN_GRACE, OVERDUE, NOT_REQUIRED -> FactorStatus.NOTHING;
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ComplianceStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
