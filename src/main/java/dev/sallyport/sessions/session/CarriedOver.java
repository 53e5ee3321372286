package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.SessionId;
import java.util.Optional;

/**
 * What stays valid when a user begins a new epoch. Challenges, codes, links and pending set-ups never do.
 *
 * @see Epochs
 */
public final class CarriedOver {

    private final boolean everySession;
    private final Optional<SessionId> session;
    private final boolean devices;

    private CarriedOver(boolean everySession, Optional<SessionId> session, boolean devices) {
        this.everySession = everySession;
        this.session = session;
        this.devices = devices;
    }

    /** Nothing: every session and every trusted device ends. */
    public static CarriedOver none() {
        return new CarriedOver(false, Optional.empty(), false);
    }

    /** One session, where there is one, such as the caller's own. */
    public static CarriedOver only(Optional<SessionId> session) {
        return new CarriedOver(false, session, false);
    }

    /** Every session, and no trusted device. */
    public static CarriedOver sessions() {
        return new CarriedOver(true, Optional.empty(), false);
    }

    /** Every session and every trusted device. */
    public static CarriedOver sessionsAndDevices() {
        return new CarriedOver(true, Optional.empty(), true);
    }

    boolean everySession() {
        return everySession;
    }

    Optional<SessionId> session() {
        return session;
    }

    boolean devices() {
        return devices;
    }
}
