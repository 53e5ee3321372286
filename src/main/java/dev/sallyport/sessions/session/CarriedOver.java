package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.security.assurance.FactorMethod;
import java.util.Optional;

/**
 * What stays valid when a user begins a new epoch: exactly one of these. Challenges, codes, links and pending set-ups
 * never do.
 *
 * @see Epochs
 */
public sealed interface CarriedOver {

    /** Whether every trusted device stays; else each one ends. */
    default boolean devices() {
        return false;
    }

    /** Ends the sessions that do not stay, carries the others over, and returns how many end. */
    int endSessions(SessionsBefore before);

    /** Nothing: every session and every trusted device ends. */
    static CarriedOver none() {
        return new Nothing();
    }

    /** One session, where there is one, such as the caller's own. */
    static CarriedOver only(Optional<SessionId> session) {
        return session.<CarriedOver>map(OneSession::new).orElseGet(Nothing::new);
    }

    /** Every session, and no trusted device. */
    static CarriedOver sessions() {
        return new EverySession();
    }

    /**
     * The caller's own session, and every other one that does not rest on this method: it was not proved with it, and
     * no trusted device replaced the second factor at its sign-in. No trusted device.
     *
     * @param own the session that has removed a second factor of this method
     */
    static CarriedOver sessionsWithout(FactorMethod method, SessionId own) {
        return new SessionsWithout(method, own);
    }

    /** Every session and every trusted device. */
    static CarriedOver sessionsAndDevices() {
        return new SessionsAndDevices();
    }

    /** See {@link #none}. */
    record Nothing() implements CarriedOver {

        @Override
        public int endSessions(SessionsBefore before) {
            return before.endAll();
        }
    }

    /** See {@link #only}. */
    record OneSession(SessionId session) implements CarriedOver {

        @Override
        public int endSessions(SessionsBefore before) {
            return before.endOthers(session);
        }
    }

    /** See {@link #sessions}. */
    record EverySession() implements CarriedOver {

        @Override
        public int endSessions(SessionsBefore before) {
            return before.endNone();
        }
    }

    /** See {@link #sessionsWithout}. */
    record SessionsWithout(FactorMethod method, SessionId own) implements CarriedOver {

        @Override
        public int endSessions(SessionsBefore before) {
            return before.endResting(method, own);
        }
    }

    /** See {@link #sessionsAndDevices}. */
    record SessionsAndDevices() implements CarriedOver {

        @Override
        public boolean devices() {
            return true;
        }

        @Override
        public int endSessions(SessionsBefore before) {
            return before.endNone();
        }
    }
}
