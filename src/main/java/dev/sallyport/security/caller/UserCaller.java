package dev.sallyport.security.caller;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.token.AssuranceLevel;
import java.security.Principal;
import java.time.Instant;
import java.util.List;

/**
 * A user behind an access token whose session was alive when the request began.
 *
 * @param level the strength that the token states, not one that the session reached since, as far as its user still has
 *     what it rests on
 * @param authTime when the user last proved who they are, as the token states it
 * @param twoFactorEnabled whether the user has a second factor, suspended or not
 */
public record UserCaller(
        UserId userId,
        SessionId sessionId,
        AssuranceLevel level,
        Instant authTime,
        List<String> amr,
        boolean twoFactorEnabled)
        implements Principal {

    @Override
    public String getName() {
        return userId.toString();
    }
}
