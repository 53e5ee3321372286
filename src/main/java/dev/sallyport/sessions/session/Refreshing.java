package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.Told;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.crypto.RotatingTokens.Handle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Exchanges a refresh token for its successor: one conditional update, in which the live state of session and user is
 * read again. What the user proved stays as it was at the sign-in or step-up.
 */
@ApplicationScoped
public class Refreshing {

    private final SessionRepository rows;
    private final SessionTokens tokens;
    private final List<RefreshRule> rules;
    private final RefreshConfig refresh;
    private final SessionConfig sessions;
    private final Notices notices;
    private final Audit audit;
    private final Clock clock;

    Refreshing(
            SessionRepository rows,
            SessionTokens tokens,
            Instance<RefreshRule> rules,
            RefreshConfig refresh,
            SessionConfig sessions,
            Notices notices,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.tokens = tokens;
        this.rules = rules.stream().toList();
        this.refresh = refresh;
        this.sessions = sessions;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The session with its next tokens still to be signed, or {@code invalid-grant}.
     *
     * @param scope what the client asks for; nothing, for whatever was granted. Anything wider is {@code invalid-scope}
     */
    public OpenSession refresh(String refreshToken, Set<String> scope, Origin origin) {
        Handle shown = tokens.read(refreshToken).orElseThrow(Refreshing::refusal);
        return Transactions.call(() -> within(scope, refresh(shown, origin, clock.instant())))
                .orElseThrow();
    }

    /** Thrown, so that a mistake in the request uses nothing up: the transaction is rolled back. */
    private static Outcome<OpenSession> within(Set<String> scope, Outcome<OpenSession> refreshed) {
        return refreshed.map(session -> {
            if (!SessionTokens.groups(session.user()).containsAll(scope)) {
                throw new ProblemException(ProblemType.INVALID_SCOPE);
            }
            return session;
        });
    }

    private Outcome<OpenSession> refresh(Handle shown, Origin origin, Instant now) {
        Optional<RefreshedSession> rotated = rotate(shown, origin, now);
        return rotated.isPresent() ? goOn(rotated.get(), origin, now) : again(shown, origin, now);
    }

    private Optional<RefreshedSession> rotate(Handle shown, Origin origin, Instant now) {
        return rows.rotate(shown, origin, now, now.plus(sessions.idleLifetime()));
    }

    private Outcome<OpenSession> goOn(RefreshedSession refreshed, Origin origin, Instant now) {
        if (rules.stream().allMatch(rule -> rule.mayGoOn(refreshed, now))) {
            return Outcome.of(refreshed.session());
        }
        end(
                refreshed,
                AuditEntry.success(AuditType.SESSION_EXPIRED, now, origin).with("reason", EndReason.POLICY.text()));
        return Outcome.refused(refusal());
    }

    /** The token is not the newest of a live session: its place decides what it is worth. */
    private Outcome<OpenSession> again(Handle shown, Origin origin, Instant now) {
        Optional<RefreshedSession> live = rows.findRefreshable(shown.id(), now);
        if (live.isEmpty()) {
            return Outcome.refused(refusal());
        }
        RefreshedSession refreshed = live.get();
        return switch (standing(shown, refreshed, now)) {
            case NEWEST ->
                rotate(shown, origin, now)
                        .map(late -> goOn(late, origin, now))
                        .orElseGet(() -> Outcome.refused(refusal()));
            case REPEATED -> goOn(refreshed, origin, now);
            case COPIED -> {
                if (end(refreshed, AuditEntry.refused(AuditType.AUTHN_TOKEN_REUSE, now, origin))) {
                    notices.tell(told(refreshed, origin), MailKind.REFRESH_TOKEN_REUSED, now);
                }
                yield Outcome.refused(refusal());
            }
            case OVERTAKEN, UNKNOWN -> Outcome.refused(refusal());
        };
    }

    private RefreshStanding standing(Handle shown, RefreshedSession refreshed, Instant now) {
        OpenSession session = refreshed.session();
        return RefreshStanding.of(
                shown.generation(),
                session.generation(),
                refreshed.rotatedAt(),
                session.authTime(),
                refresh.refreshReuseWindow(),
                now);
    }

    /** False if somebody else has just ended it: of many copies, one is told of. */
    private boolean end(RefreshedSession refreshed, AuditEntry why) {
        OpenSession session = refreshed.session();
        boolean ended = rows.end(session.id(), session.user().id(), why.at());
        if (ended) {
            audit.record(
                    why.user(session.user().id()).with("session", session.id().toString()));
        }
        return ended;
    }

    private static Told told(RefreshedSession refreshed, Origin origin) {
        SessionUser user = refreshed.session().user();
        return new Told(user.id(), user.email(), refreshed.locale(), origin.address(), origin.browser());
    }

    private static ProblemException refusal() {
        return new ProblemException(ProblemType.INVALID_GRANT)
                .detail("The refresh token is not valid, was used before, or its session has ended. Sign in again.");
    }
}
