package dev.sallyport.edge.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/**
 * Who may call an operation. The framework writes one scheme with the roles of the method as its scopes; the role says
 * which kind of credential is meant.
 */
final class OpenApiCallers {

    private static final String USER_TOKEN = "userToken";
    private static final String ENROLLMENT_TOKEN = "enrollmentToken";
    private static final String CLIENT_BASIC = "clientBasic";
    private static final String CLIENT_TOKEN = "clientToken";
    private static final List<String> SCHEMES = List.of(USER_TOKEN, ENROLLMENT_TOKEN, CLIENT_BASIC, CLIENT_TOKEN);

    private static final String CLIENT_ROLE = "client:";
    private static final String SIGN_UP_ROLE = "sign-up";

    private OpenApiCallers() {}

    static void secure(Operation operation) {
        Map<String, Set<String>> schemes = new TreeMap<>();
        List<SecurityRequirement> given = operation.getSecurity() == null ? List.of() : operation.getSecurity();
        for (SecurityRequirement requirement : given) {
            requirement.getSchemes().forEach((name, roles) -> {
                if (roles.isEmpty()) {
                    schemes.computeIfAbsent(SCHEMES.contains(name) ? name : USER_TOKEN, scheme -> new TreeSet<>());
                }
                roles.forEach(role -> addRole(schemes, role));
            });
        }
        List<SecurityRequirement> requirements = new ArrayList<>();
        if (given.stream().anyMatch(OpenApiCallers::isOpen) || isForSignUp(given)) {
            requirements.add(OASFactory.createSecurityRequirement());
        }
        schemes.forEach((scheme, scopes) ->
                requirements.add(OASFactory.createSecurityRequirement().addScheme(scheme, List.copyOf(scopes))));
        operation.setSecurity(requirements);
    }

    private static void addRole(Map<String, Set<String>> schemes, String role) {
        if (role.startsWith(CLIENT_ROLE)) {
            for (String scheme : List.of(CLIENT_BASIC, CLIENT_TOKEN)) {
                schemes.computeIfAbsent(scheme, name -> new TreeSet<>()).add(role.substring(CLIENT_ROLE.length()));
            }
        } else if (role.equals("enrollment")) {
            schemes.computeIfAbsent(ENROLLMENT_TOKEN, scheme -> new TreeSet<>());
        } else if (!role.equals(SIGN_UP_ROLE)) {
            schemes.computeIfAbsent(USER_TOKEN, scheme -> new TreeSet<>());
        }
    }

    /** Sign-up has no credential. Where it is open is a matter of settings: the operation's text says so. */
    private static boolean isForSignUp(List<SecurityRequirement> given) {
        return given.stream()
                .flatMap(requirement -> requirement.getSchemes().values().stream())
                .anyMatch(roles -> roles.contains(SIGN_UP_ROLE));
    }

    static boolean isForClients(Operation operation) {
        return operation.getSecurity().stream()
                .anyMatch(requirement -> requirement.getSchemes().containsKey(CLIENT_BASIC));
    }

    /** Whether the operation answers callers with a credential only. */
    static boolean needsCaller(Operation operation) {
        return !operation.getSecurity().isEmpty()
                && operation.getSecurity().stream().noneMatch(OpenApiCallers::isOpen);
    }

    /** A requirement that asks for nothing: the credentials of the others are optional. */
    private static boolean isOpen(SecurityRequirement requirement) {
        return requirement.getSchemes() == null || requirement.getSchemes().isEmpty();
    }
}
