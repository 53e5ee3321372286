package dev.sallyport.trail.webhook;

import dev.sallyport.base.ids.AccountId;
import java.util.HashSet;
import java.util.Set;

/**
 * The requests of this replica that resolve a name at a time. A name server that is silent holds a thread for each, so
 * there are few; and each account has one of them, so that the name server of one account does not take all. One is
 * left to the webhooks of the service.
 */
final class ResolutionSlots {

    private final int inAll;
    private final Set<AccountId> accounts = new HashSet<>();
    private int taken;

    /** @param inAll at least 2 */
    ResolutionSlots(int inAll) {
        this.inAll = inAll;
    }

    /** Takes a slot. Returns false where none is left, or none for this account. */
    synchronized boolean tryTake(WebhookOwner owner) {
        if (taken == inAll || owner.account().filter(this::isRefused).isPresent()) {
            return false;
        }
        taken++;
        owner.account().ifPresent(accounts::add);
        return true;
    }

    private boolean isRefused(AccountId account) {
        return accounts.contains(account) || accounts.size() == inAll - 1;
    }

    /** Releases a slot that was taken. */
    synchronized void release(WebhookOwner owner) {
        taken--;
        owner.account().ifPresent(accounts::remove);
    }
}
