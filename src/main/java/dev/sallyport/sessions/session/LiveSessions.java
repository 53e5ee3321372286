package dev.sallyport.sessions.session;

/**
 * SQL for the sessions that are alive. Of those, the ones of an earlier epoch, of a user who is not active, or ended by
 * a policy are not active: where that matters, a statement asks for it too, see {@link HeldFactors}.
 */
final class LiveSessions {

    private LiveSessions() {}

    /**
     * That a session has not ended and has not expired.
     *
     * @param session how the statement names the row
     * @param now the parameter with the time
     */
    static String condition(String session, String now) {
        return session + ".ended_at is null and " + unexpired(session, now);
    }

    /** That it has not expired, in a statement that asks on its own whether it has ended. */
    static String unexpired(String session, String now) {
        return "%1$s.idle_expires_at > %2$s and %1$s.expires_at > %2$s".formatted(session, now);
    }
}
