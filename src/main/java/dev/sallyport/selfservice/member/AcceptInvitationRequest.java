package dev.sallyport.selfservice.member;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The token of the link in the invitation. */
record AcceptInvitationRequest(
        @NotNull @Size(min = 1, max = 200) @Schema(required = true, examples = "sp_in_EXAMPLE")
        String token) {

    @Override
    public String toString() {
        return "AcceptInvitationRequest"; // a token must not reach a log
    }
}
