package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.token.AccessTokenReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Ends sessions on request. Ending a session that has already ended is not an error. */
@ApplicationScoped
public class SessionRevocation {

    private final SessionEndings endings;
    private final SessionTokens refreshTokens;
    private final AccessTokenReader accessTokens;
    private final ActiveCaller active;
    private final Epochs epochs;
    private final Audit audit;
    private final Clock clock;

    SessionRevocation(
            SessionEndings endings,
            SessionTokens refreshTokens,
            AccessTokenReader accessTokens,
            ActiveCaller active,
            Epochs epochs,
            Audit audit,
            Clock clock) {
        this.endings = endings;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.active = active;
        this.epochs = epochs;
        this.audit = audit;
        this.clock = clock;
    }

    /** Ends one session. Returns false if the user has no live session with this id. */
    @Transactional
    public boolean end(SessionId session, UserId user, EndReason reason, ClientContext context) {
        Instant now = clock.instant();
        boolean ended = endings.end(session, user, now);
        if (ended) {
            audit.record(entry(user, reason, context, now).with("session", session.toString()));
        }
        return ended;
    }

    /** Ends the session behind an access or refresh token, and so every token it had; anything else is ignored. */
    @Transactional
    public void revoke(String token, ClientContext context) {
        accessTokens.read(token).ifPresent(own -> end(own.sessionId(), own.userId(), EndReason.REVOKED, context));
        refreshTokens
                .read(token)
                .ifPresent(own -> end(new SessionId(own.id()), new UserId(own.owner()), EndReason.REVOKED, context));
    }

    /**
     * Ends every session of the user but the caller's own. Unfinished sign-ins and trusted devices become void with the
     * epoch, because an attacker may hold one.
     */
    @Transactional
    void endOthers(UserCaller caller, ClientContext context) {
        Instant now = clock.instant();
        active.lock(caller).ifPresent(user -> {
            NewEpoch next = epochs.begin(user.id(), CarriedOver.only(Optional.of(caller.sessionId())), now);
            audit.record(
                    entry(user.id(), EndReason.ENDED_BY_USER, context, now).with("sessions", next.sessionsEnded()));
        });
    }

    private static AuditEntry entry(UserId user, EndReason reason, ClientContext context, Instant now) {
        return AuditEntry.success(AuditType.SESSION_EXPIRED, now, context)
                .user(user)
                .with("reason", reason.text());
    }
}
