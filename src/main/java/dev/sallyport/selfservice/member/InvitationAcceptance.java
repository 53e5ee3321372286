package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.EmailUniqueness;
import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.NewPasswords;
import dev.sallyport.accounts.password.SerialPerUser;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Accepts invitations. The link proves the mailbox, and its holder becomes a member. An existing user keeps their
 * password and factors. No session begins.
 */
@ApplicationScoped
public class InvitationAcceptance {

    private final OpenInvitations open;
    private final InvitedMembers members;
    private final Users users;
    private final NewPasswords passwords;
    private final SerialPerUser serial;
    private final Audit audit;
    private final Clock clock;

    InvitationAcceptance(
            OpenInvitations open,
            InvitedMembers members,
            Users users,
            NewPasswords passwords,
            SerialPerUser serial,
            Audit audit,
            Clock clock) {
        this.open = open;
        this.members = members;
        this.users = users;
        this.passwords = passwords;
        this.serial = serial;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether a token is an invitation's, valid or not. */
    public static boolean isInvitationToken(String token) {
        return token.startsWith(InvitationTokens.PREFIX);
    }

    /**
     * Creates a user with their first password; it MUST be called outside a transaction.
     *
     * @throws ProblemException {@code gone}, {@code weak-password}, or {@code conflict} if the address has a user
     */
    public void accept(String token, String password, ClientContext context) {
        InvitationTokens.Named invitation = open.read(token).orElseThrow(InvitationAcceptance::gone);
        serial.call(invitation.id(), () -> {
            List<String> words = Transactions.call(() -> wordsAbout(token)).orElseThrow();
            StoredPassword hashed = passwords.hash(password, words);
            return EmailUniqueness.inTransaction(() -> create(token, hashed, context));
        });
    }

    /** Makes a user a member of another account. */
    void accept(String token, ClientContext context) {
        Transactions.call(() -> join(token, context)).orElseThrow();
    }

    private Outcome<List<String>> wordsAbout(String token) {
        return open.find(token, clock.instant())
                .map(invitation -> users.find(invitation.email()).isPresent()
                        ? Outcome.<List<String>>refused(userPresent())
                        : Outcome.of(new EmailAddress(invitation.email())
                                .obviousWords(List.of(members.accountName(invitation)))))
                .orElseGet(() -> Outcome.refused(gone()));
    }

    private Outcome<Void> create(String token, StoredPassword password, ClientContext context) {
        Instant now = clock.instant();
        Optional<Invitation> found = open.lock(token, now);
        if (found.isEmpty()) {
            return Outcome.refused(gone());
        }
        Invitation invitation = found.get();
        if (users.find(invitation.email()).isPresent()) {
            return Outcome.refused(userPresent());
        }
        UserId user = members.create(invitation, password, now);
        return accepted(AuditType.USER_CREATED, invitation, user, context, now);
    }

    private Outcome<Void> join(String token, ClientContext context) {
        Instant now = clock.instant();
        Optional<Invitation> found = open.lock(token, now);
        if (found.isEmpty()) {
            return Outcome.refused(gone());
        }
        Invitation invitation = found.get();
        // as they are under the lock: another request may be disabling or erasing the user, or making them a member
        Optional<KnownUser> user =
                users.findId(new EmailAddress(invitation.email())).flatMap(users::lock);
        if (user.isEmpty()) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .detail("No user has this address yet. Send a password with the token."));
        }
        boolean enabled = enableIfWithoutAccount(user.get());
        if (!enabled && users.lockActive(user.get().id()).isEmpty()) {
            return Outcome.refused(gone());
        }
        if (!user.get().belongsTo(invitation.accountId())) {
            members.join(invitation, user.get().id(), now);
        }
        if (enabled) {
            audit.record(AuditEntry.success(AuditType.USER_ENABLED, now, context)
                    .user(user.get().id())
                    .account(invitation.accountId()));
        }
        return accepted(AuditType.MEMBER_JOINED, invitation, user.get().id(), context, now);
    }

    /**
     * Enables a user who was removed from their last account, and who can join again; a user who is disabled in an
     * account cannot join another one. Returns false if nothing has changed.
     */
    private boolean enableIfWithoutAccount(KnownUser user) {
        return user.accounts().isEmpty() && users.enable(user.id());
    }

    private Outcome<Void> accepted(
            AuditType type, Invitation invitation, UserId user, ClientContext context, Instant now) {
        open.close(invitation);
        users.markEmailVerified(user, now);
        audit.record(AuditEntry.success(type, now, context)
                .user(user)
                .account(invitation.accountId())
                .with("invitation", invitation.id().toString())
                .with("role", invitation.role().text()));
        return Outcome.of(null);
    }

    private static ProblemException gone() {
        return new ProblemException(ProblemType.GONE).detail("This invitation is no longer valid. Ask for a new one.");
    }

    private static ProblemException userPresent() {
        return new ProblemException(ProblemType.CONFLICT)
                .detail("A user has this address. Accept the invitation without a password.");
    }
}
