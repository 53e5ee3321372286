package dev.sallyport.factors.enrollment;

import dev.sallyport.base.browser.LastingToken;
import dev.sallyport.security.caller.Enrolling;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.device.Trust;
import dev.sallyport.sessions.session.Amr;
import dev.sallyport.sessions.session.Epochs;
import dev.sallyport.sessions.session.OpenSession;
import dev.sallyport.sessions.session.SessionStart;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.sessions.session.Sessions;
import dev.sallyport.sessions.session.Survivors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Raises or begins the session of a user who has just confirmed an authenticator, and ends what it voids. */
@ApplicationScoped
class EnrolledSession {

    private final Epochs epochs;
    private final Sessions sessions;
    private final Devices devices;

    EnrolledSession(Epochs epochs, Sessions sessions, Devices devices) {
        this.epochs = epochs;
        this.sessions = sessions;
        this.devices = devices;
    }

    /**
     * Begins a new epoch of a locked user: devices and challenges from before the factor are void. The caller's own
     * session goes on, raised to two factors; the holder of an enrollment token gets one.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    OpenSession begin(Enrolling caller, boolean endOtherSessions, Origin origin, Instant now) {
        Survivors survivors = endOtherSessions ? Survivors.only(caller.session()) : Survivors.sessions();
        SessionUser user =
                SessionUser.of(epochs.begin(caller.userId(), survivors, now).user());
        List<String> amr = Amr.begunWith(Amr.firstOf(caller.amr()), Amr.PASSWORD_AND_TOTP);
        OpenSession session = caller.session()
                .flatMap(own -> sessions.raise(own, user, AssuranceLevel.TWO_FACTOR, amr, now))
                .orElseGet(() -> sessions.begin(
                        new SessionStart(user, AssuranceLevel.TWO_FACTOR, amr, Optional.empty(), origin), now));
        return session.withDeviceToken(Optional.of(recognise(user, origin, now)));
    }

    /**
     * The user has just entered a code of the app on this device: its next sign-in needs no notice. It skips nothing.
     */
    private LastingToken recognise(SessionUser user, Origin origin, Instant now) {
        return devices.trust(Trust.recognition(user.id(), user.epoch(), null), origin, now)
                .token();
    }
}
