package dev.sallyport.compliance;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.policy.Requirement;
import java.time.Instant;
import java.util.Locale;

/** How a member stands to what an account demands. */
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

    /** The standing of a member with nothing to show. */
    static Standing open(Requirement requirement, Instant now) {
        if (!requirement.required()) {
            return NOT_REQUIRED;
        }
        return requirement.isDue(now) ? OVERDUE : IN_GRACE;
    }

    /** What whoever stands so has to show. */
    MemberRow.Holds holds() {
        return switch (this) {
            case ENROLLED -> MemberRow.Holds.AUTHENTICATOR;
            case SSO_ONLY -> MemberRow.Holds.SSO_ONLY;
            case IN_GRACE, OVERDUE, NOT_REQUIRED -> MemberRow.Holds.NOTHING;
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Standing of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
