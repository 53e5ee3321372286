package dev.sallyport.security.caller;

/**
 * Asks again whether a caller may still act, for an act that has waited for a lock since the caller was authenticated.
 * Sessions answer it; packages that stand below them ask here.
 */
public interface ActiveCallers {

    /** Whether the user is active and the session has not ended, at this moment. In the caller's transaction. */
    boolean isActive(UserCaller caller);
}
