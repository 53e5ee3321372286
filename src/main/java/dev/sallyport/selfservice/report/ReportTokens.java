package dev.sallyport.selfservice.report;

import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RotatingTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * The tokens in the links of security notices: derived from the notice's id, so that neither table nor outbox holds
 * one.
 */
@ApplicationScoped
class ReportTokens {

    private static final int GENERATION = 0;

    private final RotatingTokens tokens;

    ReportTokens(Keyset keyset) {
        this.tokens = new RotatingTokens(keyset.tokens(), "sp_nd_");
    }

    String issue(UUID notice) {
        return tokens.issue(notice, GENERATION);
    }

    /** The notice that a genuine token names. */
    Optional<UUID> read(String token) {
        return tokens.read(token).map(RotatingTokens.Handle::id);
    }
}
