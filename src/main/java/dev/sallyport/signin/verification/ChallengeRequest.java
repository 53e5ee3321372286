package dev.sallyport.signin.verification;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which challenge is meant. */
record ChallengeRequest(
        @NotNull @Size(max = 512) @Schema(required = true) String challengeToken) {

    @Override
    public String toString() {
        return "ChallengeRequest";
    }
}
