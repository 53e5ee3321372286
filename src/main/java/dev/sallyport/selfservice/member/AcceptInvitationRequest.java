package dev.sallyport.selfservice.member;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The token of the link in the invitation. */
@Schema(name = "AcceptInvitationRequest")
record AcceptInvitationRequest(
        @NotNull @Size(min = 1, max = 200) String token) {

    @Override
    public String toString() {
        return "AcceptInvitationRequest"; // a token must not reach a log
    }
}
