package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.Member;
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
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes a member of whoever holds the link of an invitation, which proves the mailbox. A user of the service stays who
 * they are: it changes neither their password nor a factor, and signs nobody in.
 */
@ApplicationScoped
public class InvitationAcceptance {

    private final InvitationRepository rows;
    private final InvitationTokens tokens;
    private final AccountMembers members;
    private final Users users;
    private final NewPasswords passwords;
    private final OneAtATime turns;
    private final Audit audit;
    private final Clock clock;

    InvitationAcceptance(
            InvitationRepository rows,
            InvitationTokens tokens,
            AccountMembers members,
            Users users,
            NewPasswords passwords,
            OneAtATime turns,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.tokens = tokens;
        this.members = members;
        this.users = users;
        this.passwords = passwords;
        this.turns = turns;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether a token is one of an invitation, good or not. */
    public static boolean isMeantBy(String token) {
        return token.startsWith(InvitationTokens.PREFIX);
    }

    /**
     * Makes a new user with their first password; it MUST be called outside a transaction.
     *
     * @throws ProblemException {@code gone}, {@code weak-password}, or {@code conflict} where the address has a user
     */
    public void accept(String token, String password, Origin origin) {
        UUID invitation = tokens.read(token).orElseThrow(InvitationAcceptance::gone);
        turns.call(invitation, () -> {
            List<String> words = Transactions.call(() -> wordsAbout(token)).orElseThrow();
            StoredPassword hashed = passwords.hash(password, words);
            return UniqueEmail.inTransaction(() -> create(token, hashed, origin));
        });
    }

    /** Makes a user a member of one more account. */
    void accept(String token, Origin origin) {
        Transactions.call(() -> join(token, origin)).orElseThrow();
    }

    private Outcome<List<String>> wordsAbout(String token) {
        return tokens.read(token)
                .flatMap(id -> rows.findOpen(id, clock.instant()))
                .map(invitation -> users.find(invitation.email()).isPresent()
                        ? Outcome.<List<String>>refused(userPresent())
                        : Outcome.of(new EmailAddress(invitation.email())
                                .obviousWords(List.of(members.nameOf(invitation.accountId())))))
                .orElseGet(() -> Outcome.refused(gone()));
    }

    private Outcome<Void> create(String token, StoredPassword password, Origin origin) {
        Instant now = clock.instant();
        Optional<Invitation> open = lock(token, now);
        if (open.isEmpty()) {
            return Outcome.refused(gone());
        }
        Invitation invitation = open.get();
        if (users.find(invitation.email()).isPresent()) {
            return Outcome.refused(userPresent());
        }
        Member member = members.create(
                invitation.accountId(),
                invitation.id(),
                new EmailAddress(invitation.email()),
                invitation.role(),
                password,
                now);
        return accepted(AuditType.USER_CREATED, invitation, member.id(), origin, now);
    }

    private Outcome<Void> join(String token, Origin origin) {
        Instant now = clock.instant();
        Optional<Invitation> open = lock(token, now);
        if (open.isEmpty()) {
            return Outcome.refused(gone());
        }
        Invitation invitation = open.get();
        Optional<KnownUser> user = users.find(invitation.email());
        if (user.isEmpty()) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .detail("Nobody has this address yet: set a password with the token."));
        }
        if (!canJoin(user.get())) {
            return Outcome.refused(gone());
        }
        if (!user.get().belongsTo(invitation.accountId())) {
            members.join(invitation.accountId(), user.get().id(), invitation.role(), now);
        }
        return accepted(AuditType.MEMBER_JOINED, invitation, user.get().id(), origin, now);
    }

    /** Who was removed from their last account may come back; who is disabled in an account may not come in elsewhere. */
    private boolean canJoin(KnownUser user) {
        return (user.accounts().isEmpty() && users.enable(user.id()))
                || users.lock(user.id()).isPresent();
    }

    private Outcome<Void> accepted(AuditType type, Invitation invitation, UUID user, Origin origin, Instant now) {
        rows.delete(invitation);
        users.markEmailVerified(user, now);
        audit.record(AuditEntry.success(type, now, origin)
                .user(user)
                .account(invitation.accountId())
                .with("invitation", invitation.id().toString())
                .with("role", invitation.role().text()));
        return Outcome.of(null);
    }

    /** With its account locked, as whoever changes or withdraws an invitation has it: so it is accepted once. */
    private Optional<Invitation> lock(String token, Instant now) {
        return tokens.read(token)
                .flatMap(id -> rows.findAccount(id).flatMap(members::lock).flatMap(account -> rows.findOpen(id, now)));
    }

    private static ProblemException gone() {
        return new ProblemException(ProblemType.GONE)
                .detail("This invitation is not good any more: ask for a new one.");
    }

    private static ProblemException userPresent() {
        return new ProblemException(ProblemType.CONFLICT)
                .detail("This address has a user: accept the invitation without a password.");
    }
}
