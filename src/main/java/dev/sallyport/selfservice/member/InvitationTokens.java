package dev.sallyport.selfservice.member;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RotatingTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The token by which an invitation is accepted: derived from its id, so that neither table nor outbox holds it. */
@ApplicationScoped
class InvitationTokens {

    static final String PREFIX = "sp_in_";

    private static final int GENERATION = 0;

    private final RotatingTokens tokens;

    InvitationTokens(Keyset keyset) {
        this.tokens = new RotatingTokens(keyset.tokens(), PREFIX);
    }

    /**
     * What a genuine token names.
     *
     * @param id of the invitation, and of the user that it may create
     */
    record Named(AccountId account, UserId id) {}

    String issue(Named invitation) {
        return tokens.issue(invitation.account().value(), invitation.id().value(), GENERATION);
    }

    /** The invitation that a genuine token names. */
    Optional<Named> read(String token) {
        return tokens.read(token).map(handle -> new Named(new AccountId(handle.owner()), new UserId(handle.id())));
    }
}
