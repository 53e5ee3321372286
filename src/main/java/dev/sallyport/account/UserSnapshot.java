package dev.sallyport.account;

import java.util.List;
import java.util.UUID;

/** An active user as others may know them, read under a lock. */
public record UserSnapshot(UUID id, String email, String locale, int epoch, List<String> roles) {

    static UserSnapshot of(AppUser user) {
        return new UserSnapshot(user.id(), user.email(), user.locale(), user.epoch(), user.roles());
    }
}
