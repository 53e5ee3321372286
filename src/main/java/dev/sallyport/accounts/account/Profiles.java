package dev.sallyport.accounts.account;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.language.Language;
import jakarta.enterprise.context.ApplicationScoped;

/** Users as they see themselves. */
@ApplicationScoped
class Profiles {

    private final AppUserRepository users;
    private final MembershipRepository memberships;

    Profiles(AppUserRepository users, MembershipRepository memberships) {
        this.users = users;
        this.memberships = memberships;
    }

    /** The user's own view of themselves. */
    Profile find(UserId userId) {
        return Transactions.call(() -> {
            AppUser user = users.findById(userId);
            return new Profile(
                    user.id(),
                    EmailAddress.shown(user.email()),
                    user.isEmailVerified(),
                    user.roles(),
                    user.locale(),
                    memberships.findAccounts(userId),
                    user.createdAt());
        });
    }

    /** Sets the language of mails to the user. */
    Profile chooseLanguage(UserId userId, Language language) {
        Transactions.run(() -> users.findById(userId).changeLocale(language));
        return find(userId);
    }
}
