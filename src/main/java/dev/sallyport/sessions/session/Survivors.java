package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.SessionId;
import java.util.Optional;

/**
 * What stays valid when a user begins a new epoch. Challenges, codes, links and pending set-ups never do.
 *
 * @see Epochs
 */
public final class Survivors {

    private final boolean everySession;
    private final Optional<SessionId> session;
    private final boolean devices;

    private Survivors(boolean everySession, Optional<SessionId> session, boolean devices) {
        this.everySession = everySession;
        this.session = session;
        this.devices = devices;
    }

    /** Nothing: every session and every trusted device ends. */
    public static Survivors none() {
        return new Survivors(false, Optional.empty(), false);
    }

    /** One session, where there is one, such as the caller's own. */
    public static Survivors only(Optional<SessionId> session) {
        return new Survivors(false, session, false);
    }

    /** Every session, and no trusted device. */
    public static Survivors sessions() {
        return new Survivors(true, Optional.empty(), false);
    }

    /** Every session and every trusted device. */
    public static Survivors sessionsAndDevices() {
        return new Survivors(true, Optional.empty(), true);
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
