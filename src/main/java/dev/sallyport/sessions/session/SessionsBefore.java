package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.security.assurance.FactorMethod;

/**
 * The sessions of a user that began before a new epoch, and what can become of them. Those that do not end continue in
 * the new epoch. Each method returns how many end.
 *
 * @see CarriedOver
 */
interface SessionsBefore {

    int endAll();

    int endNone();

    /** Ends every one but this. */
    int endOthers(SessionId kept);

    /** Ends those that rest on the method, of which a second factor was removed, but not the one that removed it. */
    int endResting(FactorMethod method, SessionId own);
}
