package dev.sallyport.support;

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

    String issue(UUID reset) {
        return tokens.issue(reset, GENERATION);
    }

    /** The reset that a genuine token names. */
    Optional<UUID> read(String token) {
        return tokens.read(token).map(RotatingTokens.Handle::id);
    }
}
