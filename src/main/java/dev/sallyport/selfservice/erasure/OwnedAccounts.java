package dev.sallyport.selfservice.erasure;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Accounts;
import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.Profile;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The accounts that would have no owner without a user. */
@ApplicationScoped
class OwnedAccounts {

    private final Accounts accounts;
    private final AccountMembers members;

    OwnedAccounts(Accounts accounts, AccountMembers members) {
        this.accounts = accounts;
        this.members = members;
    }

    /** Locks the accounts that the user owns. Locks are taken in the order account, user. */
    @Transactional(Transactional.TxType.MANDATORY)
    void lock(KnownUser user) {
        owned(user).forEach(account -> accounts.lockToErase(account.id()));
    }

    /** Those of which the user is the only active owner. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<Profile.Account> only(KnownUser user) {
        return owned(user)
                .filter(account -> !members.hasOtherOwner(account.id(), user.id()))
                .toList();
    }

    private static Stream<Profile.Account> owned(KnownUser user) {
        return user.accounts().stream()
                .filter(account -> account.role().equals(Role.OWNER.text()))
                .sorted(Comparator.comparing(account -> account.id().toString())); // the same order in each transaction
    }

    /** The refusal that says what happens to them. */
    static ProblemException lastOwner(List<Profile.Account> accounts) {
        String names = accounts.stream().map(Profile.Account::name).collect(Collectors.joining(", "));
        return new ProblemException(ProblemType.LAST_OWNER)
                .detail(
                        "Without this user the account would have no owner: {0}"
                                + ". Make another member an owner first, or send account=delete to erase the account, with"
                                + " every member who belongs to no other one.",
                        names);
    }
}
