package dev.sallyport.sessions.revocation;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Tokens that must no longer be accepted.
 *
 * @param type what has ended
 * @param id of the session ({@code sid} in a token), the user ({@code sub}) or the key ({@code kid})
 * @param until from then on no such token is valid anyway
 */
public record Revocation(
        @Schema(required = true) RevocationType type,
        @Schema(required = true) String id,
        @Schema(required = true) Instant revokedAt,
        @Schema(required = true) Instant until) {}
