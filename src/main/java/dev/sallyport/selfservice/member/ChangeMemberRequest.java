package dev.sallyport.selfservice.member;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.accounts.account.ExternalId;
import dev.sallyport.accounts.account.Role;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The changes to a member; omitted fields stay unchanged.
 *
 * @param externalId for clients
 */
@Schema(name = "UpdateMemberRequest")
record ChangeMemberRequest(
        Role role,
        Status status,

        @ExternalId @Schema(nullable = true, implementation = String.class, pattern = ExternalId.FORM)
        ExternalIdChange externalId) {

    /** Whether a user can sign in. */
    @Schema(name = "MemberStatus")
    enum Status {
        @JsonProperty("active")
        ACTIVE,

        @JsonProperty("disabled")
        DISABLED;

        boolean isActive() {
            return this == ACTIVE;
        }
    }

    /** Whether an owner would lose the role, or could no longer act as one. */
    boolean takesOwnership() {
        return status == Status.DISABLED || (role != null && role != Role.OWNER);
    }
}
