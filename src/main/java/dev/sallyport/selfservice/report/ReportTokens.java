package dev.sallyport.selfservice.report;

import dev.sallyport.base.ids.UserId;
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

    String issue(UserId user, UUID notice) {
        return tokens.issue(user.value(), notice, GENERATION);
    }

    /** The notice that a genuine token names, and its user. */
    Optional<RotatingTokens.Handle> read(String token) {
        return tokens.read(token);
    }
}
