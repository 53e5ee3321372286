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

/** The session in which a user goes on who has just confirmed an authenticator, and what becomes of all others. */
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
     * Begins a new epoch of a locked user: devices and challenges from before the factor are void. The caller's own session
     * goes on, raised to two factors; the holder of an enrollment token gets one.
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

    /** The device at hand has just shown the app's code: its next sign-in is no news. It skips nothing. */
    private LastingToken recognise(SessionUser user, Origin origin, Instant now) {
        return devices.trust(Trust.recognition(user.id(), user.epoch(), null), origin, now)
                .token();
    }
}
