package dev.sallyport.client;

import java.security.Principal;
import java.time.Instant;
import java.util.List;

/**
 * The user of an access token that was verified, and the session. A token names neither the email nor the accounts of
 * the user: ask the service for these by the user's id.
 *
 * @param userId the claim {@code sub}
 * @param sessionId the claim {@code sid}
 * @param acr what the session has proved
 * @param amr how (RFC 8176), such as {@code pwd} and {@code otp}
 * @param authTime when the user authenticated last
 * @param roles the user's roles in the whole service, the claim {@code groups}
 * @param issuedAt when the token was made
 * @param expiresAt when the token expires
 */
public record SignIn(
        String userId,
        String sessionId,
        Acr acr,
        List<String> amr,
        Instant authTime,
        List<String> roles,
        Instant issuedAt,
        Instant expiresAt)
        implements Principal {

    /**
     * The id of the user, under which frameworks know a principal.
     *
     * @return the same as {@link #userId()}
     */
    @Override
    public String getName() {
        return userId;
    }

    /** Whether this is enough at a time. */
    boolean satisfies(Requirement requirement, Instant now) {
        boolean isRecent = requirement
                .maxAge()
                .map(age -> !authTime.plus(age).isBefore(now))
                .orElse(true);
        return isRecent && acr.satisfies(requirement.acr());
    }
}
