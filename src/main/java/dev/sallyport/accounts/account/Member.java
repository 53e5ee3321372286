package dev.sallyport.accounts.account;

import java.util.UUID;

/**
 * A user of an account.
 *
 * @param email in its canonical form
 */
public record Member(UUID id, String email, Role role, UserStatus status) {

    public boolean isActive() {
        return status == UserStatus.ACTIVE;
    }
}
