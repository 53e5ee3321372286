package dev.sallyport.sessions.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.useragent.Browser;
import dev.sallyport.base.useragent.UserAgents;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One of the user's sessions, in the list that helps them to recognize a stranger's. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record SessionOverview(
        @Schema(required = true) SessionId id,

        @Schema(required = true) Instant createdAt,

        @Schema(required = true) Instant lastSeenAt,

        @Schema(required = true, nullable = true) @Nullable String browser,

        @Schema(required = true, nullable = true) @Nullable String os,

        @Schema(required = true, nullable = true) @Nullable String ip,

        @Schema(required = true) List<String> amr,

        @Schema(
                required = true,
                enumeration = {"1fa", "2fa"})
        String acr,

        @Schema(required = true) boolean current) {

    static SessionOverview of(ListedSession session, SessionId current) {
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
