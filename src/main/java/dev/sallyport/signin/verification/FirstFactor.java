package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.sessions.session.Amr;
import java.util.List;
import java.util.Optional;

/**
 * What the first step of a sign-in proved, and on which everything rests that the sign-in opens.
 *
 * @param amr what was proved, as {@code amr} values
 * @param provider the identity provider that identified the user; empty if none did
 */
record FirstFactor(List<String> amr, Optional<ProviderId> provider) {

    static final FirstFactor PASSWORD = new FirstFactor(Amr.PASSWORD_ONLY, Optional.empty());

    /** A factor of this service. */
    static FirstFactor own(List<String> amr) {
        return new FirstFactor(amr, Optional.empty());
    }

    /** The same first step of a sign-in that has proved more since: the second step is left out. */
    FirstFactor withFirstOf(List<String> proved) {
        return new FirstFactor(Amr.firstOf(proved), provider);
    }
}
