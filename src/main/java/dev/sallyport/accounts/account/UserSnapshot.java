package dev.sallyport.accounts.account;

import dev.sallyport.mailing.mail.Told;
import dev.sallyport.security.caller.Origin;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An active user as others may know them, read under a lock. */
public record UserSnapshot(UUID id, String email, @Nullable String locale, int epoch, List<String> roles) {

    /** Who to tell of an act that came from there, and in which language. */
    public Told told(Origin origin) {
        return new Told(id, email, origin.languageFor(locale), origin.address(), origin.browser());
    }

    static UserSnapshot of(AppUser user) {
        return new UserSnapshot(user.id(), user.email(), user.locale(), user.epoch(), user.roles());
    }
}
