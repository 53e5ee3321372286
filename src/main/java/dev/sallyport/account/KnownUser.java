package dev.sallyport.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A user as the service itself and its support agents may know them, whatever their status. */
public record KnownUser(UUID id, String email, String status, Instant createdAt, List<Profile.Account> accounts) {

    static KnownUser of(AppUser user, List<Profile.Account> accounts) {
        return new KnownUser(user.id(), user.email(), user.status(), user.createdAt(), accounts);
    }

    public boolean isActive() {
        return status.equals(AppUser.ACTIVE);
    }

    /** What somebody who guesses at this user's password tries first. */
    public List<String> obviousWords() {
        return Stream.concat(
                        Stream.of(email, new EmailAddress(email).localPart()),
                        accounts.stream().map(Profile.Account::name))
                .toList();
    }
}
