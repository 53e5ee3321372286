package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.EmailUniqueness;
import dev.sallyport.accounts.account.Member;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.NewPasswords;
import dev.sallyport.accounts.password.OneAtATime;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Adds people to an account: by an invitation, or as a new user with a password. */
@ApplicationScoped
class MemberProvisioning {

    private final MemberPermissions authorities;
    private final AccountMembers members;
    private final Users users;
    private final Invitations invitations;
    private final InvitationAllowance allowance;
    private final NewPasswords passwords;
    private final OneAtATime turns;
    private final Audit audit;
    private final Clock clock;

    MemberProvisioning(
            MemberPermissions authorities,
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

    Member add(Principal caller, AccountId account, CreateUserRequest request, ClientContext context) {
        EmailAddress email = EmailAddress.parse(request.email()).orElseThrow();
        if (request.password() != null && Boolean.TRUE.equals(request.invite())) {
            throw new ProblemException(ProblemType.INVALID_REQUEST)
                    .error("invite", "must not be true beside a password");
        }
        String name = Transactions.call(() -> begin(caller, account, request)).orElseThrow();
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
                ? turns.call(user.userId(), () -> passwords.hash(password, words))
                : passwords.hash(password, words);
    }

    /** Whether the caller may, and the account's name, before anything slow is done; it is asked again afterwards. */
    private Outcome<String> begin(Principal caller, AccountId account, CreateUserRequest request) {
        return authorities
                .require(caller, account)
                .then(authority -> reaching(authority, request.role()))
                .then(authority -> vouching(authority, request))
                .then(authority -> spend(authority, account))
                .map(authority -> members.nameOf(account));
    }

    /** Backends that create users have their own limits; this one is for users, who may have signed up a minute ago. */
    private Outcome<MemberPermission> spend(MemberPermission authority, AccountId account) {
        Optional<Duration> wait =
                authority.by() instanceof UserCaller ? allowance.spend(account, clock.instant()) : Optional.empty();
        return wait.isEmpty()
                ? Outcome.of(authority)
                : Outcome.refused(new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                        .detail("This account has added too many members in an hour. Try again later.")
                        .retryAfter(wait.get()));
    }

    private Outcome<Member> invite(
            Principal caller, AccountId account, EmailAddress email, Role role, ClientContext context) {
        return authorities
                .requireLocked(caller, account)
                .then(authority -> reaching(authority, role))
                .then(authority -> invitations.invite(authority, account, email, role, context, clock.instant()));
    }

    private Outcome<Member> create(
            Principal caller,
            AccountId account,
            EmailAddress email,
            Role role,
            Optional<StoredPassword> password,
            ClientContext context) {
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
                    audit.record(AuditEntry.success(AuditType.USER_CREATED, now, context)
                            .by(authority.by())
                            .account(account)
                            .user(member.id())
                            .with("role", role.text()));
                    return Outcome.of(member);
                });
    }

    /** A user without a password cannot sign in here by themselves: only a backend can sign them in. */
    private static Outcome<MemberPermission> vouching(MemberPermission authority, CreateUserRequest request) {
        return request.createsWithoutPassword() && authority.by() instanceof UserCaller
                ? Outcome.refused(new ProblemException(ProblemType.FORBIDDEN)
                        .detail("Only a client can add users without a password or an invitation."))
                : Outcome.of(authority);
    }

    private static Outcome<MemberPermission> reaching(MemberPermission authority, Role role) {
        return authority.reaches(role) ? Outcome.of(authority) : Outcome.refused(MemberPermission.tooLow());
    }
}
