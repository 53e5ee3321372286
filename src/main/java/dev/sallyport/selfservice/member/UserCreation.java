package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Member;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Creates a user as a member of an account. */
@ApplicationScoped
class UserCreation {

    private final Users users;
    private final AccountMembers members;
    private final Invitations invitations;
    private final Audit audit;

    UserCreation(Users users, AccountMembers members, Invitations invitations, Audit audit) {
        this.users = users;
        this.members = members;
        this.invitations = invitations;
        this.audit = audit;
    }

    /**
     * A user to be created.
     *
     * @param password empty for one who signs in by a backend or an identity provider alone
     */
    record NewUser(AccountId account, EmailAddress email, Role role, Optional<StoredPassword> password) {}

    /**
     * Makes the user in a locked account; {@code email-taken} where the address has one. An invitation of this address
     * ends.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Member> create(NewUser user, MemberPermission permission, ClientContext context, Instant now) {
        if (users.find(user.email().value()).isPresent()) {
            return Outcome.refused(
                    new ProblemException(ProblemType.EMAIL_TAKEN)
                            .detail(
                                    "Another user has this email address. Invite that user instead: leave out password and invite."));
        }
        invitations.forget(user.account(), user.email());
        Member member = members.create(user.account(), user.email(), user.role(), user.password(), now);
        audit.record(AuditEntry.success(AuditType.USER_CREATED, now, context)
                .by(permission.by())
                .account(user.account())
                .user(member.id())
                .with("role", user.role().text()));
        return Outcome.of(member);
    }
}
