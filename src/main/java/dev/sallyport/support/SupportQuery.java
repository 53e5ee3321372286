package dev.sallyport.support;

import dev.sallyport.accounts.account.FoundUser;
import dev.sallyport.accounts.account.SearchTerm;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.QueryParameters;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The users that an agent looks for: the user with an address, or those with a part of it.
 *
 * @param after the last one of the page before
 */
record SupportQuery(Optional<String> email, Optional<SearchTerm> term, Optional<FoundUser> after, int limit) {

    /** An agent must not read the users of the service in bulk. */
    private static final int MOST = 20;

    private static final int SHORTEST_ADDRESS = 3;
    private static final int LONGEST_ADDRESS = 320;

    static SupportQuery parse(Map<String, List<String>> given) {
        QueryParameters parameters = new QueryParameters(given);
        Optional<String> email =
                parameters.get("email", Text.of("must have 3 to 320 characters"), SupportQuery::address);
        Optional<SearchTerm> term = parameters.get("q", Text.of("must have 2 to 254 characters"), SearchTerm::of);
        Optional<FoundUser> after = term.flatMap(found -> parameters.afterWord())
                .map(end -> new FoundUser(new UserId(end.lastId()), end.word()));
        int limit = Math.min(parameters.limit(), MOST);
        parameters.refuseOthers();
        if (email.isPresent() && term.isPresent()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).error("q", "cannot be sent together with email");
        }
        if (email.isEmpty() && term.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).error("email", "must be sent, or q in its place");
        }
        return new SupportQuery(email, term, after, limit);
    }

    private static String address(String text) {
        if (text.length() < SHORTEST_ADDRESS || text.length() > LONGEST_ADDRESS) {
            throw new IllegalArgumentException("not an address");
        }
        return text;
    }
}
