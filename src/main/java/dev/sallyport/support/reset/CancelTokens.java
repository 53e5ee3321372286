package dev.sallyport.support.reset;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RotatingTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The token by which a user cancels one reset: derived from its id, so that neither table nor outbox holds it. */
@ApplicationScoped
class CancelTokens {

    private static final int GENERATION = 0;

    private final RotatingTokens tokens;

    CancelTokens(Keyset keyset) {
        this.tokens = new RotatingTokens(keyset.tokens(), "sp_rc_");
    }

    String issue(UserId user, UUID reset) {
        return tokens.issue(user.value(), reset, GENERATION);
    }

    /** The reset that a genuine token names, and its user. */
    Optional<RotatingTokens.Handle> read(String token) {
        return tokens.read(token);
    }
}
