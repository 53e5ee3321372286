package dev.sallyport.sessions.session;

import dev.sallyport.base.database.DeferredRows;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.security.token.AssuranceLevel;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Begins, raises, ends and looks up sessions. */
@ApplicationScoped
public class Sessions {

    /** How many sessions a user has at a time; a further one ends the oldest. */
    private static final int MOST = 50;

    private final SessionRepository rows;
    private final SessionEndings endings;
    private final SessionConfig config;
    private final SessionCheck check;
    private final Audit audit;

    Sessions(SessionRepository rows, SessionEndings endings, SessionConfig config, SessionCheck check, Audit audit) {
        this.rows = rows;
        this.endings = endings;
        this.config = config;
        this.check = check;
        this.audit = audit;
    }

    /** Begins a session under a new id: nothing that the client sent becomes one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public SessionGrant begin(NewSession start, Instant now) {
        return begin(start, now, session -> session);
    }

    /**
     * The same, and what else the transaction does with the session, which goes to the database along with it.
     *
     * @param more gets the session, and returns what becomes of it
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public SessionGrant begin(NewSession start, Instant now, UnaryOperator<SessionGrant> more) {
        Session session = new Session(new SessionId(Ids.next()), start, now, config);
        DeferredRows<Optional<UUID>> oldest = endings.endOldest(start.user().id(), MOST - 1, now);
        rows.begin(session);
        SessionGrant begun = more.apply(SessionGrant.of(session, start.user()));
        int tooMany = endings.record(oldest, now);
        if (tooMany > 0) {
            audit.record(AuditEntry.success(AuditType.SESSION_EXPIRED, now, start.context())
                    .user(start.user().id())
                    .with("reason", EndReason.TOO_MANY.text())
                    .with("sessions", tooMany));
        }
        return begun;
    }

    /**
     * Raises a session of the user to the level that was just proved, and moves it to the user's new epoch, in which
     * all others are void. Empty if it has ended meanwhile.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<SessionGrant> raise(
            SessionId id, SessionUser user, AssuranceLevel level, List<String> amr, Instant now) {
        Optional<Session> session = rows.lockOwned(id, user.id());
        session.ifPresent(own -> own.raise(user.epoch(), level, amr, now, config));
        return session.map(own -> SessionGrant.of(own, user));
    }

    /**
     * The same after a step-up in a session that continues: earlier proofs stay, as far as they fit the level. A
     * provider's assertion is kept separately.
     *
     * @param before what the caller's token states
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<SessionGrant> stepUp(
            SessionId id,
            SessionUser user,
            AssuranceLevel level,
            List<String> before,
            List<String> proved,
            Instant now) {
        Optional<Session> session = rows.lockOwned(id, user.id());
        session.ifPresent(own -> {
            List<String> here = before.stream().filter(own::isProvedHere).toList();
            own.raise(user.epoch(), level, Amr.steppedUp(here, level, proved), now, config);
        });
        return session.map(own -> SessionGrant.of(own, user));
    }

    /**
     * Lowers every session of the user to one factor, also those that continue, because the last second factor was
     * removed. A factor that is set up later raises only the session in which it is proved.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lower(UserId user, Instant now) {
        rows.lower(user, Amr.SECOND_FACTOR, Optional.empty(), now);
    }

    /**
     * Lowers the sessions that were proved with a method of which the user's second factor was removed. One that
     * another method proved too stays at two factors, and no longer names the one that is gone.
     *
     * @param except the session in which a second factor of this method is proved now
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lower(UserId user, FactorMethod method, Optional<SessionId> except, Instant now) {
        rows.lower(user, FactorMethod.amrValues(List.of(method)), except, now);
    }

    /** How many sessions of an account's members but one are alive. */
    @Transactional(Transactional.TxType.MANDATORY)
    public long countOfMembers(AccountId account, SessionId except, Instant now) {
        return rows.countOfMembers(account, except, now);
    }

    /**
     * Ends the sessions of these users that a policy has cleared. Every check refuses them already. Their rows are
     * ended so that they stay ended when the user leaves the account.
     *
     * @return how many were alive but for that
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public int endCleared(List<UserId> users, Instant now) {
        return endings.endCleared(users, now);
    }

    /** Ends the sessions that were begun on a device. */
    @Transactional(Transactional.TxType.MANDATORY)
    public int endOfDevice(DeviceId device, UserId user, Instant now) {
        return endings.endOfDevice(device, user, now);
    }

    /**
     * Ends the sessions of one factor on a device of whose token there is a copy: the holder of the copy may have begun
     * them. One that a second factor has proved continues, and one that only an exempt provider may have let in: the copy
     * alone does not begin such a session.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void endOfCopied(DeviceId device, UserId user, ClientContext context, Instant now) {
        int ended = endings.endOneFactorOn(device, user, now);
        if (ended > 0) {
            audit.record(AuditEntry.success(AuditType.SESSION_EXPIRED, now, context)
                    .user(user)
                    .with("reason", EndReason.DEVICE_COPIED.text())
                    .with("sessions", ended));
        }
    }

    /** Ends the sessions that were begun after that time on none of the user's devices, or on one of these. */
    @Transactional(Transactional.TxType.MANDATORY)
    public int endSince(UserId user, Instant since, List<DeviceId> devices, Instant now) {
        return endings.endSince(user, since, devices, now);
    }

    /** The session of this user, if it is alive now. */
    public Uni<Optional<ActiveSession>> findLive(SessionId id, UserId user) {
        return check.findLive(id, user);
    }
}
