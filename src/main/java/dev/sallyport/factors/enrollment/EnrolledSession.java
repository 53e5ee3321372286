package dev.sallyport.factors.enrollment;

import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.EnrollmentSubject;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.device.TrustGrant;
import dev.sallyport.sessions.session.Amr;
import dev.sallyport.sessions.session.CarriedOver;
import dev.sallyport.sessions.session.Epochs;
import dev.sallyport.sessions.session.NewSession;
import dev.sallyport.sessions.session.SessionGrant;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Raises or begins the session of a user who has just confirmed a second factor, and ends what it voids. */
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
     * session continues, raised to two factors; the holder of an enrollment token gets one. Other sessions that
     * continue are lowered if the factor that proved them was replaced.
     *
     * @param replaced the method, if the factor took the place of another one
     */
    @Transactional(Transactional.TxType.MANDATORY)
    SessionGrant begin(
            EnrollmentSubject caller,
            List<String> factorAmr,
            Optional<FactorMethod> replaced,
            boolean endOtherSessions,
            ClientContext context,
            Instant now) {
        CarriedOver carriedOver = endOtherSessions ? CarriedOver.only(caller.session()) : CarriedOver.sessions();
        SessionUser user =
                SessionUser.of(epochs.begin(caller.userId(), carriedOver, now).user());
        replaced.ifPresent(method -> sessions.lower(caller.userId(), method, caller.session(), now));
        List<String> amr = Amr.withFirst(Amr.firstOf(caller.amr()), factorAmr);
        SessionGrant session = caller.session()
                .flatMap(own -> sessions.raise(own, user, AssuranceLevel.TWO_FACTOR, amr, now))
                .orElseGet(() -> sessions.begin(
                        new NewSession(user, AssuranceLevel.TWO_FACTOR, amr, Optional.empty(), context), now));
        return session.withDeviceToken(Optional.of(recognize(user, context, now)));
    }

    /**
     * The user has just answered with the factor on this device: its next sign-in needs no notice. It skips nothing.
     */
    private CookieToken recognize(SessionUser user, ClientContext context, Instant now) {
        return devices.trust(TrustGrant.recognition(user.id(), user.epoch(), null), context, now)
                .token();
    }
}
