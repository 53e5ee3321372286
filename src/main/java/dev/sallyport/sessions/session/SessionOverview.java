package dev.sallyport.sessions.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.useragent.Browser;
import dev.sallyport.base.useragent.UserAgents;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One of the user's sessions, in the list by which they tell their own from a stranger's. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record SessionOverview(
        @Schema(required = true) UUID id,

        @Schema(required = true) Instant createdAt,

        @Schema(required = true) Instant lastSeenAt,

        @Schema(required = true, nullable = true) String browser,

        @Schema(required = true, nullable = true) String os,

        @Schema(required = true, nullable = true) String ip,

        @Schema(required = true) List<String> amr,

        @Schema(
                required = true,
                enumeration = {"1fa", "2fa"})
        String acr,

        @Schema(required = true) boolean current) {

    static SessionOverview of(ListedSession session, UUID current) {
        Browser browser = UserAgents.read(session.userAgent());
        return new SessionOverview(
                session.id(),
                session.createdAt(),
                session.lastSeenAt(),
                browser.nameAndVersion(),
                browser.os(),
                session.ip(),
                session.proof().amr(),
                session.proof().level().acr(),
                session.id().equals(current));
    }
}
