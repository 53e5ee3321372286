package dev.sallyport.base.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The challenge of RFC 6750")
class BearerChallengeTest {

    @ParameterizedTest(name = "[API-04] has no error code without a bearer token: {0}")
    @NullSource
    @ValueSource(strings = {"", " ", "Basic dXNlcjpwYXNz", "Digest x", "BearerX abc", "x"})
    void none(String authorization) {
        assertThat(BearerChallenge.unauthenticated(authorization)).isEqualTo("Bearer");
    }

    @ParameterizedTest(name = "[API-04] is invalid_request for what cannot be a token: {0}")
    @ValueSource(strings = {"Bearer", "bearer ", "Bearer a b", "Bearer a,b", "Bearer \"a\"", "Bearer =a", "Bearer é"})
    void malformed(String authorization) {
        assertThat(BearerChallenge.unauthenticated(authorization)).startsWith("Bearer error=\"invalid_request\", ");
    }

    @ParameterizedTest(name = "[API-04] is invalid_token for a token that is not good, and does not repeat it: {0}")
    @ValueSource(strings = {"Bearer secret.secret.secret", "BEARER secret==", "bearer  secret~+/-_", " Bearer secret "})
    void invalid(String authorization) {
        assertThat(BearerChallenge.unauthenticated(authorization))
                .startsWith("Bearer error=\"invalid_token\", ")
                .doesNotContain("secret");
    }

    @Test
    @DisplayName("[API-04] names the scopes that are missing")
    void scope() {
        assertThat(BearerChallenge.insufficientScope(new TreeSet<>(Set.of("sign-in", "admin"))))
                .startsWith("Bearer error=\"insufficient_scope\", ")
                .endsWith(", scope=\"admin sign-in\"");
    }
}
