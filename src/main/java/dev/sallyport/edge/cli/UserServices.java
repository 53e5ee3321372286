package dev.sallyport.edge.cli;

import dev.sallyport.accounts.account.OperatorUsers;
import dev.sallyport.selfservice.erasure.OperatorErasures;
import dev.sallyport.selfservice.member.OperatorMembers;
import dev.sallyport.selfservice.passwordchange.OperatorPasswords;
import dev.sallyport.support.OperatorSupport;
import jakarta.inject.Singleton;

/** What the commands about users call. */
@Singleton
final class UserServices {

    private final OperatorUsers users;
    private final OperatorMembers members;
    private final OperatorSupport support;
    private final OperatorErasures erasures;
    private final OperatorPasswords passwords;

    UserServices(
            OperatorUsers users,
            OperatorMembers members,
            OperatorSupport support,
            OperatorErasures erasures,
            OperatorPasswords passwords) {
        this.users = users;
        this.members = members;
        this.support = support;
        this.erasures = erasures;
        this.passwords = passwords;
    }

    OperatorPasswords passwords() {
        return passwords;
    }

    OperatorUsers users() {
        return users;
    }

    OperatorMembers members() {
        return members;
    }

    OperatorSupport support() {
        return support;
    }

    OperatorErasures erasures() {
        return erasures;
    }
}
