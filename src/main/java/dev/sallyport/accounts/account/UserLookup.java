package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Finds users of the whole service, for backends. */
@ApplicationScoped
class UserLookup {

    private final AppUserRepository users;
    private final MembershipRepository memberships;
    private final ExternalIds externalIds;
    private final PasswordCredentials credentials;

    UserLookup(
            AppUserRepository users,
            MembershipRepository memberships,
            ExternalIds externalIds,
            PasswordCredentials credentials) {
        this.users = users;
        this.memberships = memberships;
        this.externalIds = externalIds;
        this.credentials = credentials;
    }

    @Transactional
    Optional<UserView> find(UserId id) {
        return users.findByIdOptional(id).map(this::view);
    }

    /** The user who has both, where both are given; a text that is no address finds no user. */
    @Transactional
    Page<UserView> find(Optional<String> email, Optional<String> externalId) {
        Optional<UserId> byEmail = email.flatMap(EmailAddress::parse).flatMap(users::findId);
        Optional<UserId> byExternalId = externalId.flatMap(externalIds::find);
        boolean differ = email.isPresent() && externalId.isPresent() && !byEmail.equals(byExternalId);
        Optional<UserId> id = differ ? Optional.empty() : byEmail.or(() -> byExternalId);
        return Page.all(
                id.flatMap(users::findByIdOptional).map(this::view).stream().toList());
    }

    private UserView view(AppUser user) {
        return UserView.of(user, credentials.isResetRequired(user.id()), memberships.findAccounts(user.id()));
    }
}
