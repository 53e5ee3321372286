package dev.sallyport.trail.webhook;

import dev.sallyport.base.ids.AccountId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The owner of an endpoint. An endpoint of an account gets what its owners can read in their trail, and nothing of
 * another account; one of the service gets everything.
 */
record WebhookOwner(Optional<AccountId> account) {

    static final WebhookOwner SERVICE = new WebhookOwner(Optional.empty());

    static WebhookOwner of(@Nullable AccountId account) {
        return account == null ? SERVICE : new WebhookOwner(Optional.of(account));
    }
}
