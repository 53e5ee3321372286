package dev.sallyport.sessions.session;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/**
 * The one place where epochs begin. A change of what a user signs in with begins one, and voids by it what was begun
 * before; each caller says what is carried over. Everything else is ended here too, so that its rows have the time.
 *
 * <p>The caller MUST have locked the user.
 */
@ApplicationScoped
public class Epochs {

    private final Users users;
    private final SessionRepository sessions;
    private final SessionEndings endings;
    private final Devices devices;
    private final Revocations revocations;

    Epochs(Users users, SessionRepository sessions, SessionEndings endings, Devices devices, Revocations revocations) {
        this.users = users;
        this.sessions = sessions;
        this.endings = endings;
        this.devices = devices;
        this.revocations = revocations;
    }

    /** Begins the next epoch of a user. */
    @Transactional(Transactional.TxType.MANDATORY)
    public NewEpoch begin(UserId user, CarriedOver carriedOver, Instant now) {
        UserSnapshot after = users.beginEpoch(user);
        if (carriedOver.devices()) {
            devices.carryOver(List.of(user));
        } else {
            devices.endAll(user, now);
        }
        return new NewEpoch(after, carriedOver.endSessions(sessionsBefore(after, now)));
    }

    /**
     * Begins the next epoch of many users, of whom nothing is carried over: one statement for each kind of thing that
     * ends. The transaction MUST NOT have loaded the users, see {@link Users#lockAll}.
     *
     * @return those of them who are active
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UserSnapshot> beginAll(List<UserId> all, Instant now) {
        List<UserSnapshot> active = users.beginEpochs(all);
        devices.endAll(all, now);
        endings.endAll(all, now);
        return active;
    }

    private SessionsBefore sessionsBefore(UserSnapshot user, Instant now) {
        return new SessionsBefore() {

            @Override
            public int endAll() {
                return endings.endAll(user.id(), now);
            }

            @Override
            public int endNone() {
                sessions.carryOver(user.id(), user.epoch() - 1, user.epoch());
                return 0;
            }

            @Override
            public int endOthers(SessionId kept) {
                return endings.endOthers(user.id(), kept, user.epoch(), now);
            }

            @Override
            public int endResting(FactorMethod method, SessionId own) {
                SessionEndings.Removed removed = new SessionEndings.Removed(method, devices.findWithoutSkip(user.id()));
                return endings.endResting(user.id(), own, removed, user.epoch(), now);
            }
        };
    }

    /** Disables a user, of whom nothing is carried over. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void disable(UserId user, Instant now) {
        users.disable(user);
        devices.endAll(user, now);
        endings.endAll(user, now);
        revocations.userEnded(user, now);
    }
}
