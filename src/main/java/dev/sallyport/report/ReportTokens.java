package dev.sallyport.report;

import dev.sallyport.crypto.Keyset;
import dev.sallyport.crypto.RotatingTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The token by which an owner disowns one device: derived from its id, so that neither table nor outbox holds it. */
@ApplicationScoped
class ReportTokens {

    private static final int GENERATION = 0;

    private final RotatingTokens tokens;

    ReportTokens(Keyset keyset) {
        this.tokens = new RotatingTokens(keyset.tokens(), "sp_nd_");
    }

    String issue(UUID device) {
        return tokens.issue(device, GENERATION);
    }

    /** The device that a genuine token names. */
    Optional<UUID> read(String token) {
        return tokens.read(token).map(RotatingTokens.Handle::id);
    }
}
