package dev.sallyport.base.problem;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The refusal of an authenticated caller that lacks a role: it names the role or scope that is required (RFC 6750
 * section 3.1).
 */
final class AccessDeniedProblem {

    private static final String CLIENT_ROLE = "client:";
    private static final String USER = "user";
    private static final String ENROLLMENT = "enrollment";

    /** The role of a caller without a credential; no credential grants it. */
    private static final String SIGN_UP = "sign-up";

    private AccessDeniedProblem() {}

    /**
     * @param held the roles of the caller
     * @param needed the roles of which the operation asks for one; none where it is closed to all
     */
    static ProblemException of(Collection<String> held, Collection<String> needed) {
        Set<String> scopes = needed.stream()
                .filter(role -> role.startsWith(CLIENT_ROLE))
                .map(role -> role.substring(CLIENT_ROLE.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> roles = needed.stream()
                .filter(role -> !role.startsWith(CLIENT_ROLE) && !role.equals(SIGN_UP))
                .collect(Collectors.toCollection(TreeSet::new));
        ProblemException refusal = new ProblemException(ProblemType.FORBIDDEN);
        if (scopes.isEmpty() && roles.isEmpty()) {
            return refusal;
        }
        if (held.contains(ENROLLMENT)) {
            return refusal.detail("An enrollment token is valid for enrollment only. Sign in first.");
        }
        return held.contains(USER) ? ofUser(refusal, scopes, roles) : ofClient(refusal, scopes);
    }

    private static ProblemException ofUser(ProblemException refusal, Set<String> scopes, Set<String> roles) {
        return roles.isEmpty()
                ? lacking(refusal, scopes)
                        .detail("This operation is for clients. Use a client with the scope {0}.", Text.anyOf(scopes))
                : lacking(refusal, roles).detail("Use a user with the role {0}.", Text.anyOf(roles));
    }

    private static ProblemException ofClient(ProblemException refusal, Set<String> scopes) {
        return scopes.isEmpty()
                ? refusal.detail("This operation is for users. Send a user's access token.")
                : lacking(refusal, scopes).detail("Use a client with the scope {0}.", Text.anyOf(scopes));
    }

    private static ProblemException lacking(ProblemException refusal, Set<String> scopes) {
        return refusal.header(HttpHeaders.WWW_AUTHENTICATE, BearerChallenge.insufficientScope(scopes));
    }
}
