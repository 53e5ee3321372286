package dev.sallyport.accounts.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A user as the service itself and its support agents may know them, whatever their status. */
public record KnownUser(
        UUID id, String email, UserStatus status, String locale, Instant createdAt, List<Profile.Account> accounts) {

    static KnownUser of(AppUser user, List<Profile.Account> accounts) {
        return new KnownUser(user.id(), user.email(), user.status(), user.locale(), user.createdAt(), accounts);
    }

    public boolean isActive() {
        return status == UserStatus.ACTIVE;
    }

    public boolean belongsTo(UUID account) {
        return accounts.stream().anyMatch(each -> each.id().equals(account));
    }

    /** What somebody who guesses at this user's password tries first. */
    public List<String> obviousWords() {
        return new EmailAddress(email)
                .obviousWords(accounts.stream().map(Profile.Account::name).toList());
    }
}
