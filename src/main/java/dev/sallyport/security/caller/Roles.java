package dev.sallyport.security.caller;

import java.util.List;

/** What a caller may be, in the form that {@code @RolesAllowed} names: every operation lists one or more of these. */
public final class Roles {

    /** A signed-in user, by access token. */
    public static final String USER = "user";

    /** A user who must set up a second factor first, by enrollment token. */
    public static final String ENROLLMENT = "enrollment";

    /** A support agent: a user with this role in the whole service. */
    public static final String SUPPORT = "support";

    /** A caller without a credential, if self sign-up is configured. */
    public static final String SIGN_UP = "sign-up";

    /** A backend that asks whether sessions are alive. */
    public static final String CLIENT_INTROSPECT = "client:introspect";

    /** The scope of that. */
    public static final String INTROSPECT = "introspect";

    /** A backend that checks passwords itself and uses only the second step. */
    public static final String CLIENT_SIGN_IN = "client:sign-in";

    /** A backend, by its scope. */
    public static final String CLIENT_PROVISION = "client:provision";

    /** A backend that administers the service as a whole. */
    public static final String CLIENT_ADMIN = "client:admin";

    /** A backend that brings users of another system. */
    public static final String CLIENT_IMPORT = "client:import";

    /** The scope of that. */
    public static final String IMPORT = "import";

    /** A backend that takes users to another system. */
    public static final String CLIENT_EXPORT = "client:export";

    /** Every scope that a client can have, each also a role behind {@code client:}. */
    public static final List<String> SCOPES =
            List.of("introspect", "sign-in", "provision", "import", "export", "admin");

    private Roles() {}

    public static String ofScope(String scope) {
        return "client:" + scope;
    }
}
