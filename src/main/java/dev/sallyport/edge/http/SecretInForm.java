package dev.sallyport.edge.http;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.ClientSecretConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client's secret from a form ({@code client_secret_post}, RFC 6749 section 2.3.1), where the operator allows
 * it. It is converted to HTTP Basic, so that the same rules apply to it.
 */
@ApplicationScoped
class SecretInForm {

    private static final String ENDPOINTS = "/oauth2/";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final boolean allowed;

    SecretInForm(ClientSecretConfig config) {
        this.allowed = config.allowedInForm();
    }

    /**
     * The Authorization header that is equivalent to the form; empty if the form has no secret, or none is allowed.
     *
     * @param authorization the header that the request has, or null
     * @throws ProblemException {@code invalid-request} for an ambiguous form, for two methods at once, and for a secret
     *     without an id
     */
    Optional<String> authorization(
            String path, @Nullable String contentType, @Nullable String authorization, byte[] body) {
        if (!allowed || path == null || !path.startsWith(ENDPOINTS) || !isForm(contentType)) {
            return Optional.empty();
        }
        Map<String, String> form = StrictForm.read(body);
        String id = form.get("client_id");
        String secret = form.get("client_secret");
        if (secret == null) {
            return Optional.empty();
        }
        if (authorization != null) {
            throw refusal("Send the secret in the Authorization header or in the form, not in both.");
        }
        if (id == null) {
            throw refusal("Send client_id together with client_secret.");
        }
        String pair = encode(id) + ":" + encode(secret);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)));
    }

    private static boolean isForm(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(FORM);
    }

    /** Both are encoded as a client does for HTTP Basic, so that a colon within one of them does not separate them. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static ProblemException refusal(@CompileTimeConstant String sentence) {
        return new ProblemException(ProblemType.INVALID_REQUEST).detail(sentence);
    }
}
