package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.language.Language;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.mailing.brand.Brands;
import dev.sallyport.mailing.brand.BrandsOfMails;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Users as they see themselves. */
@ApplicationScoped
class Profiles {

    private final AppUserRepository users;
    private final MembershipRepository memberships;
    private final Brands brands;
    private final Clock clock;

    Profiles(AppUserRepository users, MembershipRepository memberships, Brands brands, Clock clock) {
        this.users = users;
        this.memberships = memberships;
        this.brands = brands;
        this.clock = clock;
    }

    /** The user's own view of themselves. */
    Profile find(UserId userId) {
        return Transactions.call(() -> users.findByIdOptional(userId)
                        .map(user -> Outcome.of(profile(user)))
                        .orElseGet(() -> Outcome.refused(ProblemType.NOT_AUTHENTICATED))) // erased in this moment
                .orElseThrow();
    }

    private Profile profile(AppUser user) {
        return new Profile(
                user.id(),
                EmailAddress.shown(user.email()),
                user.isEmailVerified(),
                user.roles(),
                user.locale(),
                accountsOf(user.id()),
                user.createdAt());
    }

    /** Sets the language of mails to the user. */
    Profile chooseLanguage(UserId userId, Language language) {
        Transactions.run(() -> users.changeLocale(userId, language));
        return find(userId);
    }

    private List<OwnAccount> accountsOf(UserId userId) {
        List<Profile.Account> accounts = memberships.findAccounts(userId);
        List<AccountId> ids = accounts.stream().map(Profile.Account::id).toList();
        BrandsOfMails found = brands.ofMails(List.of(), ids, clock.instant());
        return accounts.stream()
                .map(account -> new OwnAccount(
                        account.id(), account.name(), account.role(), ShownBrand.of(found.of(account.id(), null))))
                .toList();
    }
}
