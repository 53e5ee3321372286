package dev.sallyport.sessions.revocation;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.token.AccessTokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Records what ends before its tokens do, in the transaction of the act. */
@ApplicationScoped
public class Revocations {

    /** How long a token can be accepted after the end of its session: its longest life, and a minute for clocks. */
    static final Duration TOKENS_LAST = AccessTokenIssuer.LONGEST.plusMinutes(1);

    /** A thief of a key can sign for any time. Backends have fetched the published keys again by then. */
    static final Duration KEYS_LAST = Duration.ofDays(1);

    private final RevocationRepository rows;

    Revocations(RevocationRepository rows) {
        this.rows = rows;
    }

    /** These sessions have ended. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void sessionsEnded(List<UUID> sessions, Instant now) {
        if (!sessions.isEmpty()) {
            rows.addSessions(sessions, now, now.plus(TOKENS_LAST));
        }
    }

    /** Every session of the user has ended, and none can begin: the user is disabled or erased. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void userEnded(UserId user, Instant now) {
        rows.add(RevocationType.USER, user.toString(), now, now.plus(TOKENS_LAST));
    }

    /** A key that signs tokens was removed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void keyRemoved(String kid, Instant now) {
        rows.add(RevocationType.KEY, kid, now, now.plus(KEYS_LAST));
    }
}
