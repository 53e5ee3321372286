package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.EmailUniqueness;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.NewPasswords;
import dev.sallyport.accounts.password.SerialPerUser;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Adds people to an account: by an invitation, or as a new user with a password. */
@ApplicationScoped
class MemberProvisioning {

    private final AddMemberRules rules;
    private final UserCreation creation;
    private final Invitations invitations;
    private final NewPasswords passwords;
    private final SerialPerUser serial;
    private final Clock clock;

    MemberProvisioning(
            AddMemberRules rules,
            UserCreation creation,
            Invitations invitations,
            NewPasswords passwords,
            SerialPerUser serial,
            Clock clock) {
        this.rules = rules;
        this.creation = creation;
        this.invitations = invitations;
        this.passwords = passwords;
        this.serial = serial;
        this.clock = clock;
    }

    MemberView add(Principal caller, AccountId account, CreateUserRequest request, ClientContext context) {
        EmailAddress email = EmailAddress.parse(request.email()).orElseThrow();
        if (request.password() != null && Boolean.TRUE.equals(request.invite())) {
            throw new ProblemException(ProblemType.INVALID_REQUEST)
                    .error("invite", "must not be true together with a password");
        }
        String name =
                Transactions.call(() -> rules.begin(caller, account, request)).orElseThrow();
        if (request.createsWithoutPassword()) {
            return EmailUniqueness.inTransaction(
                    () -> create(caller, account, email, request.role(), Optional.empty(), context));
        }
        if (request.password() == null) {
            return EmailUniqueness.inTransaction(() -> invite(caller, account, email, request.role(), context));
        }
        StoredPassword hashed = hash(caller, request.password(), email.obviousWords(List.of(name)));
        return EmailUniqueness.inTransaction(
                () -> create(caller, account, email, request.role(), Optional.of(hashed), context));
    }

    /** A backend sends many people at once, and is trusted with it. */
    private StoredPassword hash(Principal caller, String password, List<String> words) {
        return caller instanceof UserCaller user
                ? serial.call(user.userId(), () -> passwords.hash(password, words))
                : passwords.hash(password, words);
    }

    private Outcome<MemberView> invite(
            Principal caller, AccountId account, EmailAddress email, Role role, ClientContext context) {
        return rules.requireLocked(caller, account, role)
                .then(permission -> invitations.invite(permission, account, email, role, context, clock.instant()));
    }

    private Outcome<MemberView> create(
            Principal caller,
            AccountId account,
            EmailAddress email,
            Role role,
            Optional<StoredPassword> password,
            ClientContext context) {
        return rules.requireLocked(caller, account, role)
                .then(permission -> creation.create(
                        new UserCreation.NewUser(account, email, role, password), permission, context, clock.instant()))
                .map(MemberView::of);
    }
}
