package dev.sallyport.security.token;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.List;

/**
 * What an access token states about a session (RFC 9068 section 2.2).
 *
 * @param roles the user's roles in the whole service, the {@code groups} claim
 */
public record AccessToken(
        UserId userId,
        SessionId sessionId,
        AssuranceLevel level,
        List<String> amr,
        Instant authTime,
        List<String> roles) {}
