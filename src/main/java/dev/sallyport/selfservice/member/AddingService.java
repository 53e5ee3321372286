package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.Member;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.account.UniqueEmail;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.NewPasswords;
import dev.sallyport.accounts.password.OneAtATime;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Adds people to an account: by an invitation, or as a new user with a password. */
@ApplicationScoped
class AddingService {

    private final Authorities authorities;
    private final AccountMembers members;
    private final Users users;
    private final Invitations invitations;
    private final InvitationAllowance allowance;
    private final NewPasswords passwords;
    private final OneAtATime turns;
    private final Audit audit;
    private final Clock clock;

    AddingService(
            Authorities authorities,
            AccountMembers members,
            Users users,
            Invitations invitations,
            InvitationAllowance allowance,
            NewPasswords passwords,
            OneAtATime turns,
            Audit audit,
            Clock clock) {
        this.authorities = authorities;
        this.members = members;
        this.users = users;
        this.invitations = invitations;
        this.allowance = allowance;
        this.passwords = passwords;
        this.turns = turns;
        this.audit = audit;
        this.clock = clock;
    }

    MemberView add(Principal caller, UUID account, CreateUserRequest request, Origin origin) {
        EmailAddress email = EmailAddress.parse(request.email()).orElseThrow();
        if (request.password() != null && Boolean.TRUE.equals(request.invite())) {
            throw new ProblemException(ProblemType.INVALID_REQUEST)
                    .error("invite", "must not be true beside a password");
        }
        String name = Transactions.call(() -> begin(caller, account, request)).orElseThrow();
        if (request.createsWithoutPassword()) {
            return UniqueEmail.inTransaction(
                    () -> create(caller, account, email, request.role(), Optional.empty(), origin));
        }
        if (request.password() == null) {
            return UniqueEmail.inTransaction(() -> invite(caller, account, email, request.role(), origin));
        }
        StoredPassword hashed = hash(caller, request.password(), email.obviousWords(List.of(name)));
        return UniqueEmail.inTransaction(
                () -> create(caller, account, email, request.role(), Optional.of(hashed), origin));
    }

    /** A backend sends many people at once, and is trusted with it. */
    private StoredPassword hash(Principal caller, String password, List<String> words) {
        return caller instanceof UserCaller user
                ? turns.call(user.userId(), () -> passwords.hash(password, words))
                : passwords.hash(password, words);
    }

    /** Whether the caller may, and the account's name, before anything slow is done; it is asked again afterwards. */
    private Outcome<String> begin(Principal caller, UUID account, CreateUserRequest request) {
        return authorities
                .require(caller, account)
                .then(authority -> reaching(authority, request.role()))
                .then(authority -> vouching(authority, request))
                .then(authority -> spend(authority, account))
                .map(authority -> members.nameOf(account));
    }

    /** A backend that makes users has limits of its own; somebody who signed up a minute ago has this one. */
    private Outcome<Authority> spend(Authority authority, UUID account) {
        Optional<Duration> wait =
                authority.by() instanceof UserCaller ? allowance.spend(account, clock.instant()) : Optional.empty();
        return wait.isEmpty()
                ? Outcome.of(authority)
                : Outcome.refused(new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                        .detail("This account has added many people within the hour.")
                        .retryAfter(wait.get()));
    }

    private Outcome<MemberView> invite(Principal caller, UUID account, EmailAddress email, Role role, Origin origin) {
        return authorities
                .requireLocked(caller, account)
                .then(authority -> reaching(authority, role))
                .then(authority -> invitations.invite(authority, account, email, role, origin, clock.instant()));
    }

    private Outcome<MemberView> create(
            Principal caller,
            UUID account,
            EmailAddress email,
            Role role,
            Optional<StoredPassword> password,
            Origin origin) {
        return authorities
                .requireLocked(caller, account)
                .then(authority -> reaching(authority, role))
                .then(authority -> {
                    if (users.find(email.value()).isPresent()) {
                        return Outcome.refused(ProblemType.EMAIL_TAKEN);
                    }
                    Instant now = clock.instant();
                    invitations.forget(account, email);
                    Member member = members.create(account, email, role, password, now);
                    audit.record(AuditEntry.success(AuditType.USER_CREATED, now, origin)
                            .by(authority.by())
                            .account(account)
                            .user(member.id())
                            .with("role", role.text()));
                    return Outcome.of(MemberView.of(member));
                });
    }

    /** A user without a password has no door of ours: only a backend can have another. */
    private static Outcome<Authority> vouching(Authority authority, CreateUserRequest request) {
        return request.createsWithoutPassword() && authority.by() instanceof UserCaller
                ? Outcome.refused(new ProblemException(ProblemType.FORBIDDEN)
                        .detail("Only a client adds users who have neither a password nor an invitation."))
                : Outcome.of(authority);
    }

    private static Outcome<Authority> reaching(Authority authority, Role role) {
        return authority.reaches(role) ? Outcome.of(authority) : Outcome.refused(Authority.tooLow());
    }
}
