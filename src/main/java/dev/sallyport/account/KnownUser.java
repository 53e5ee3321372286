package dev.sallyport.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A user as a support agent may know them, whatever their status. */
public record KnownUser(UUID id, String email, String status, Instant createdAt, List<Profile.Account> accounts) {

    static KnownUser of(AppUser user, List<Profile.Account> accounts) {
        return new KnownUser(user.id(), user.email(), user.status(), user.createdAt(), accounts);
    }
}
