package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.Operator;
import jakarta.enterprise.context.ApplicationScoped;

/** What an operator does with members by a command. */
@ApplicationScoped
public class OperatorMembers {

    private final MemberService members;

    OperatorMembers(MemberService members) {
        this.members = members;
    }

    /** Makes a member an owner, as for an account whose owners are gone. */
    // what a request leaves out stays as it is
    @SuppressWarnings("NullAway")
    public void makeOwner(AccountId account, UserId member) {
        members.change(
                        Operator.OPERATOR,
                        account,
                        member,
                        new ChangeMemberRequest(Role.OWNER, null, null),
                        Operator.context())
                .orElseThrow();
    }
}
