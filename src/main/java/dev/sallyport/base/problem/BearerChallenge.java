package dev.sallyport.base.problem;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code WWW-Authenticate} challenge for a bearer token that is missing, invalid or insufficient (RFC 6750 section
 * 3).
 */
final class BearerChallenge {

    private static final String SCHEME = "bearer";

    /** What a token may look like at all (RFC 6750 section 2.1). */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private BearerChallenge() {}

    /**
     * For a request without a valid credential.
     *
     * @param authorization its Authorization header, null where it has none. A credential of another scheme counts as
     *     none: then there is no error code (RFC 6750 section 3.1)
     */
    static String unauthenticated(@Nullable String authorization) {
        String[] parts = authorization == null
                ? new String[] {""}
                : authorization.strip().split(" +", 2);
        if (!parts[0].toLowerCase(Locale.ROOT).equals(SCHEME)) {
            return "Bearer";
        }
        if (parts.length < 2 || !TOKEN.matcher(parts[1]).matches()) {
            return error("invalid_request", "The header must consist of Bearer, a space and one token");
        }
        return error("invalid_token", "The token is unknown, expired, revoked, or of another kind");
    }

    /** For an authenticated caller that lacks the scopes. */
    static String insufficientScope(Set<String> scopes) {
        return error("insufficient_scope", "The credential does not have the scope") + ", scope=\""
                + String.join(" ", scopes) + "\"";
    }

    private static String error(String code, String description) {
        return "Bearer error=\"" + code + "\", error_description=\"" + description + "\"";
    }
}
