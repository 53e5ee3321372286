package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.testing.Ports;
import dev.sallyport.testing.SlowTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Predicate;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class TokenKitTest {

    private final int port = Ports.free();
    private final String issuer = "http://localhost:" + port;

    @Test
    @DisplayName("[DOCS-02] jose4j and Spring, configured as the backend guide says, refuse every bad token of the kit")
    void libraries_as_the_guide_configures_them() throws IOException {
        try (TokenKit kit = TokenKit.serving(port)) {
            assertThat(kit.tokens()).hasSizeGreaterThan(40);
            assertThat(accepted(kit, token -> accepts(guided(), token))).containsExactly("good-1fa", "good-2fa");
            assertThat(accepted(kit, token -> acr(guided(), token).equals("2fa")))
                    .containsExactly("good-2fa");
            NimbusJwtDecoder spring = SpringRecipe.decoder(issuer);
            assertThat(accepted(kit, token -> accepts(spring, token))).containsExactly("good-1fa", "good-2fa");
        }
    }

    @Test
    @DisplayName("[DOCS-02] the kit passes a backend that checks as the guide says, and names what another one accepts")
    void the_check_of_a_backend() throws IOException, InterruptedException {
        JwtConsumer careless = signatureOnly();
        HttpServer backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        route(backend, "/one-factor", token -> accepts(guided(), token));
        route(backend, "/two-factors", token -> acr(guided(), token).equals("2fa"));
        route(backend, "/careless", token -> accepts(careless, token));
        backend.start();
        String address = "http://localhost:" + backend.getAddress().getPort();
        try {
            assertThat(TokenKit.checked(port, address + "/one-factor", address + "/two-factors"))
                    .contains("ok     hs256-pem", "ok     good-1fa", "Every token was answered as it should be")
                    .doesNotContain("WRONG")
                    .endsWith("0");
            assertThat(TokenKit.checked(port, address + "/careless"))
                    .contains("ok     foreign-key", "WRONG  typ-jwt", "WRONG  aud-other", "WRONG  iss-slash")
                    .endsWith("1");
        } finally {
            backend.stop(0);
        }
    }

    private static List<String> accepted(TokenKit kit, Predicate<String> check) {
        return kit.tokens().stream()
                .filter(token -> check.test(token.text()))
                .map(TokenKit.Token::name)
                .toList();
    }

    private JwtConsumer guided() {
        return keys(new JwtConsumerBuilder())
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, "ES256")
                .setExpectedType(true, "at+jwt")
                .setExpectedIssuer(issuer)
                .setExpectedAudience(issuer)
                .setRequireExpirationTime()
                .build();
    }

    private JwtConsumer signatureOnly() {
        return keys(new JwtConsumerBuilder()).setSkipDefaultAudienceValidation().build();
    }

    private JwtConsumerBuilder keys(JwtConsumerBuilder builder) {
        return builder.setVerificationKeyResolver(
                new HttpsJwksVerificationKeyResolver(new HttpsJwks(issuer + "/.well-known/jwks.json")));
    }

    private static boolean accepts(JwtConsumer check, String token) {
        return !acr(check, token).isEmpty();
    }

    /** Empty for a token that is refused. */
    private static String acr(JwtConsumer check, String token) {
        try {
            return check.processToClaims(token).getStringClaimValue("acr");
        } catch (InvalidJwtException | MalformedClaimException refused) {
            return "";
        }
    }

    private static boolean accepts(NimbusJwtDecoder check, String token) {
        try {
            check.decode(token);
            return true;
        } catch (JwtException refused) {
            return false;
        }
    }

    private static void route(HttpServer backend, String path, Predicate<String> check) {
        backend.createContext(path, exchange -> {
            String header = exchange.getRequestHeaders().getFirst("Authorization");
            exchange.sendResponseHeaders(check.test(header.substring("Bearer ".length())) ? 204 : 401, -1);
            exchange.close();
        });
    }
}
