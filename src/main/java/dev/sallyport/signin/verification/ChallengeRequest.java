package dev.sallyport.signin.verification;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which challenge is meant. */
record ChallengeRequest(
        @NotNull @Size(max = 512) @Schema(required = true, description = "From the answer to the first step.")
        String challengeToken) {

    @Override
    public String toString() {
        return "ChallengeRequest";
    }
}
