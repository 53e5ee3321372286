package dev.sallyport.signin.verification;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Which challenge is meant. */
record ChallengeRequest(@NotNull @Size(max = 512) String challengeToken) {

    @Override
    public String toString() {
        return "ChallengeRequest";
    }
}
