package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.SessionId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A session as its user sees it. */
@Schema(name = "UserSession")
record SessionView(
        @Schema(required = true) SessionId id,
        @Schema(required = true) SignedInResponse.User user,

        @Schema(
                enumeration = {"1fa", "2fa"},
                required = true)
        String acr,

        @Schema(required = true) List<String> amr,

        @Schema(required = true) Instant authTime,

        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant lastSeenAt,

        @Schema(required = true) Instant idleExpiresAt,

        @Schema(required = true) Instant expiresAt) {

    static SessionView of(ActiveSession session) {
        return new SessionView(
                session.id(),
                new SignedInResponse.User(session.userId(), session.email()),
                session.proof().level().acr(),
                session.proof().amr(),
                session.authTime(),
                session.createdAt(),
                session.lastSeenAt(),
                session.idleExpiresAt(),
                session.expiresAt());
    }
}
