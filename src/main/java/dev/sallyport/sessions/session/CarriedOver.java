package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.security.assurance.FactorMethod;
import java.util.Optional;

/**
 * What stays valid when a user begins a new epoch. Challenges, codes, links and pending set-ups never do.
 *
 * @see Epochs
 */
public final class CarriedOver {

    private final boolean everySession;
    private final Optional<SessionId> session;
    private final Optional<FactorMethod> without;
    private final boolean devices;

    private CarriedOver(
            boolean everySession, Optional<SessionId> session, Optional<FactorMethod> without, boolean devices) {
        this.everySession = everySession;
        this.session = session;
        this.without = without;
        this.devices = devices;
    }

    /** Nothing: every session and every trusted device ends. */
    public static CarriedOver none() {
        return new CarriedOver(false, Optional.empty(), Optional.empty(), false);
    }

    /** One session, where there is one, such as the caller's own. */
    public static CarriedOver only(Optional<SessionId> session) {
        return new CarriedOver(false, session, Optional.empty(), false);
    }

    /** Every session, and no trusted device. */
    public static CarriedOver sessions() {
        return new CarriedOver(true, Optional.empty(), Optional.empty(), false);
    }

    /**
     * The caller's own session, and every other one that does not rest on this method: it was not proved with it, and
     * no trusted device replaced the second factor at its sign-in. No trusted device.
     *
     * @param own the session that has removed a second factor of this method
     */
    public static CarriedOver sessionsWithout(FactorMethod method, SessionId own) {
        return new CarriedOver(false, Optional.of(own), Optional.of(method), false);
    }

    /** Every session and every trusted device. */
    public static CarriedOver sessionsAndDevices() {
        return new CarriedOver(true, Optional.empty(), Optional.empty(), true);
    }

    boolean everySession() {
        return everySession;
    }

    Optional<SessionId> session() {
        return session;
    }

    Optional<FactorMethod> without() {
        return without;
    }

    boolean devices() {
        return devices;
    }
}
