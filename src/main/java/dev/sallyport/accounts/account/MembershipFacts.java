package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps in the memberships of a user what the lists of accounts filter by. Each change is made in the transaction that
 * changes the fact, so that a list never differs from what it lists.
 *
 * <p>The rows are those of one user, at most one for each account. The alternative, reading the facts from the tables
 * of each member, costs a list of 100,000 members 18 seconds.
 */
@ApplicationScoped
public class MembershipFacts {

    /**
     * Two statements that note a sign-in of {@code :user} at {@code :now}. They are sent with the statement that begins a
     * session, since a sign-in may take no further round trip. Only a user without a membership has the note in their
     * own row: no other sign-in writes or locks that row.
     */
    public static final String SIGNED_IN = """
            update membership set last_sign_in_at = :now,
                                  locked_until = case when locked_until > :now then locked_until end
            where user_id = :user
            ;
            update app_user set last_sign_in_at = :now
            where id = :user and not exists (select from membership where user_id = :user)
            """;

    private final MembershipRepository memberships;

    MembershipFacts(MembershipRepository memberships) {
        this.memberships = memberships;
    }

    /**
     * Active members who were not reminded since a reminder is due. They are marked as reminded; members that another
     * replica marks at the same time are left out.
     *
     * @param holding what those have whom to remind: values of the column {@code holds}
     * @param dueAt when the reminder became due
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<MemberToRemind> markReminded(AccountId account, List<String> holding, Instant dueAt, int limit) {
        List<MemberToRemind> members = memberships.findToRemind(account, holding, dueAt, limit).stream()
                .sorted(Comparator.comparing(member -> member.id().value())) // the same order on each replica
                .toList();
        return memberships.markReminded(account, members, dueAt);
    }

    /**
     * The kinds of second factor that the user has now.
     *
     * @param methods in alphabetical order with spaces between; empty for none
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void changeSecondFactors(UserId user, String methods) {
        memberships.changeSecondFactors(user, methods);
    }

    /** The accounts with an exempt identity provider that is linked to the user now. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void changeVouched(UserId user, List<AccountId> vouching) {
        memberships.changeVouched(user, vouching);
    }

    /** The user's second step is locked until then. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lock(UserId user, Instant until) {
        memberships.changeLock(user, until);
    }

    /** The user's second step is not locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void unlock(UserId user) {
        memberships.changeLock(user, null);
    }
}
