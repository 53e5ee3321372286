package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.UserId;

/**
 * A user of an account.
 *
 * @param email in its canonical form
 * @param lockedDown whether only support enables the user again
 * @param enabled whether no account and no client has disabled the user, who may be locked down
 */
public record Member(UserId id, String email, Role role, UserStatus status, boolean lockedDown, boolean enabled) {

    public boolean isActive() {
        return status == UserStatus.ACTIVE;
    }
}
