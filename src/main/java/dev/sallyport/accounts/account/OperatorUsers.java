package dev.sallyport.accounts.account;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.Operator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What an operator does with users by a command. */
@ApplicationScoped
public class OperatorUsers {

    private final Users users;
    private final RolesService roles;

    OperatorUsers(Users users, RolesService roles) {
        this.users = users;
        this.roles = roles;
    }

    /**
     * The id of the user with this address, whatever their status.
     *
     * @throws ProblemException if there is none
     */
    public UserId find(String email) {
        return Transactions.call(() -> users.find(email))
                .map(KnownUser::id)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)
                        .detail("No user has this address. Check its spelling."));
    }

    /** Makes the user a support agent, or takes that role away. */
    public void setAgent(UserId user, boolean agent) {
        roles.replace(user, agent ? List.of(ServiceRole.SUPPORT) : List.of(), Operator.OPERATOR, Operator.context());
    }
}
