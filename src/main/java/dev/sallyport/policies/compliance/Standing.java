package dev.sallyport.policies.compliance;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.policies.policy.Holds;
import dev.sallyport.policies.policy.Requirement;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a member stands to what an account demands. */
@Schema(name = "ComplianceStatus")
enum Standing {
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

    /** Has no authenticator, and nobody asks for one. */
    @JsonProperty("not_required")
    NOT_REQUIRED;

    static Standing of(Holds holds, Requirement requirement, Instant now) {
        return switch (holds) {
            case AUTHENTICATOR -> ENROLLED;
            case SSO_ONLY -> SSO_ONLY;
            case NOTHING -> requirement.isDue(now) ? OVERDUE : requirement.isInGrace(now) ? IN_GRACE : NOT_REQUIRED;
        };
    }

    /** What whoever stands so has to show. */
    Holds holds() {
        return switch (this) {
            case ENROLLED -> Holds.AUTHENTICATOR;
            case SSO_ONLY -> Holds.SSO_ONLY;
            case IN_GRACE, OVERDUE, NOT_REQUIRED -> Holds.NOTHING;
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Standing of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
