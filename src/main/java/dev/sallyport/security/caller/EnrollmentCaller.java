package dev.sallyport.security.caller;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import java.security.Principal;
import java.util.List;

/**
 * Someone who signed in as far as a policy lets them without a second factor: they may set one up, nothing else.
 *
 * @param challengeId the id of the challenge behind the token; set-ups that the caller begins belong to it
 * @param epoch of the user when they signed in: in any other the token is void
 * @param amr what they proved until then
 */
public record EnrollmentCaller(UserId userId, ChallengeId challengeId, int epoch, List<String> amr)
        implements Principal {

    @Override
    public String getName() {
        return userId.toString();
    }
}
