package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user as the service itself and its support agents may know them, whatever their status. */
public record KnownUser(
        UserId id,
        String email,
        UserStatus status,
        @Nullable String locale,
        Instant createdAt,
        @Nullable Instant lockedDownAt,
        List<Profile.Account> accounts) {

    static KnownUser of(AppUser user, List<Profile.Account> accounts) {
        return new KnownUser(
                user.id(), user.email(), user.status(), user.locale(), user.createdAt(), user.lockedDownAt(), accounts);
    }

    public boolean isActive() {
        return status == UserStatus.ACTIVE;
    }

    public boolean belongsTo(AccountId account) {
        return accounts.stream().anyMatch(each -> each.id().equals(account));
    }

    /** Words that an attacker would try first when guessing this user's password. */
    public List<String> obviousWords() {
        return new EmailAddress(email)
                .obviousWords(accounts.stream().map(Profile.Account::name).toList());
    }
}
