package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.crypto.RotatingTokens.Handle;
import dev.sallyport.sessions.rotation.PresentedToken;
import dev.sallyport.sessions.rotation.Rotations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Exchanges a refresh token for its successor: one conditional update, in which the live state of session and user is
 * read again. What the user proved stays as it was at the sign-in or step-up.
 */
@ApplicationScoped
public class RefreshTokenService {

    private final SessionRepository rows;
    private final SessionTokens tokens;
    private final Rotations rotations;
    private final SessionConfig sessions;
    private final RefreshRevocation revocation;
    private final Clock clock;

    RefreshTokenService(
            SessionRepository rows,
            SessionTokens tokens,
            Rotations rotations,
            SessionConfig sessions,
            RefreshRevocation revocation,
            Clock clock) {
        this.rows = rows;
        this.tokens = tokens;
        this.rotations = rotations;
        this.sessions = sessions;
        this.revocation = revocation;
        this.clock = clock;
    }

    /**
     * The session with its next tokens still to be signed, or {@code invalid-grant}.
     *
     * @param scope the requested scope; empty for what was granted. Anything wider is {@code invalid-scope}
     */
    public SessionGrant refresh(String refreshToken, Set<String> scope, ClientContext context) {
        Handle shown = tokens.read(refreshToken).orElseThrow(RefreshTokenService::refusal);
        return Transactions.call(() -> {
                    Instant now = clock.instant();
                    return asksTooMuch(scope, shown, now)
                            ? Outcome.<SessionGrant>refused(ProblemType.INVALID_SCOPE)
                            : refresh(shown, context, now).then(session -> within(scope, session));
                })
                .orElseThrow();
    }

    /** Asked before the rotation, so that a request for too much does not consume the token. */
    private boolean asksTooMuch(Set<String> scope, Handle shown, Instant now) {
        return !scope.isEmpty()
                && rows.findRefreshable(shown, now)
                        .map(RefreshedSession::session)
                        .filter(session -> session.generation() == shown.generation())
                        .filter(session -> !isWithin(scope, session))
                        .isPresent();
    }

    /** For a token that is repeated, or a role that was removed since the scope was checked. */
    private static Outcome<SessionGrant> within(Set<String> scope, SessionGrant session) {
        return isWithin(scope, session) ? Outcome.of(session) : Outcome.refused(ProblemType.INVALID_SCOPE);
    }

    private static boolean isWithin(Set<String> scope, SessionGrant session) {
        return SessionTokens.groups(session.user()).containsAll(scope);
    }

    private Outcome<SessionGrant> refresh(Handle shown, ClientContext context, Instant now) {
        Optional<RefreshedSession> rotated = rotate(shown, context, now);
        return rotated.isPresent() ? grant(rotated.get(), context, now) : retry(shown, context, now);
    }

    private Optional<RefreshedSession> rotate(Handle shown, ClientContext context, Instant now) {
        return rows.rotate(shown, context, now, now.plus(sessions.idleLifetime()));
    }

    private Outcome<SessionGrant> grant(RefreshedSession refreshed, ClientContext context, Instant now) {
        if (refreshed.withinPolicy()) {
            rotations.answer(
                    refreshed.session().id().value(), refreshed.session().generation() - 1);
            return Outcome.of(refreshed.session());
        }
        revocation.byPolicy(refreshed, context, now);
        return Outcome.refused(refusal());
    }

    /** The token is not the newest of a live session: its generation decides how it is handled. */
    private Outcome<SessionGrant> retry(Handle shown, ClientContext context, Instant now) {
        Optional<RefreshedSession> live = rows.findRefreshable(shown, now);
        if (live.isEmpty()) {
            return Outcome.refused(refusal());
        }
        RefreshedSession refreshed = live.get();
        return switch (status(shown, refreshed, context, now)) {
            case NEWEST ->
                rotate(shown, context, now)
                        .map(late -> grant(late, context, now))
                        .orElseGet(() -> Outcome.refused(refusal()));
            case REPEATED -> grant(refreshed, context, now);
            case KEY_REUSED -> Outcome.refused(ProblemType.IDEMPOTENCY_KEY_REUSED);
            case COPIED -> {
                revocation.afterReuse(refreshed, context, now);
                yield Outcome.refused(refusal());
            }
            case OVERTAKEN, UNKNOWN -> Outcome.refused(refusal());
        };
    }

    private RefreshTokenStatus status(Handle shown, RefreshedSession refreshed, ClientContext context, Instant now) {
        PresentedToken token = rotations.exchange(shown.id(), shown.generation(), context);
        return RefreshTokenStatus.of(
                token, refreshed.rotation(), refreshed.session().authTime(), rotations.reuseWindow(), now);
    }

    private static ProblemException refusal() {
        return new ProblemException(ProblemType.INVALID_GRANT)
                .detail("The refresh token is not valid, was used before, or its session has ended. Sign in again.");
    }
}
