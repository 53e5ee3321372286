package dev.sallyport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.client.Refusal.Reason;
import dev.sallyport.edge.platform.TokenKit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TokenVerifierTest {

    private static final Requirement RECENT = Requirement.SIGNED_IN.within(Duration.ofMinutes(10));

    @TempDir
    Path folder;

    private final TestIssuer issuer = new TestIssuer();
    private final TokenVerifier verifier =
            TokenVerifier.forIssuer(issuer.address()).build();

    TokenVerifierTest() throws Exception {}

    @AfterEach
    void close() {
        issuer.close();
    }

    private static Refusal refusal(TokenVerdict verdict) {
        assertThat(verdict).isInstanceOf(TokenVerdict.Refused.class);
        return ((TokenVerdict.Refused) verdict).refusal();
    }

    private static Reason reason(TokenVerdict verdict) {
        return refusal(verdict).reason();
    }

    private void assertAccepted(String token) {
        assertThat(verifier.verify(token, Requirement.SIGNED_IN)).isInstanceOf(TokenVerdict.Accepted.class);
    }

    private void assertInvalid(String token) {
        assertThat(reason(verifier.verify(token, Requirement.SIGNED_IN))).isEqualTo(Reason.INVALID_TOKEN);
    }

    @Test
    @DisplayName("[INTR-12] a valid token names the user, the session, and what was proved")
    void a_good_token() throws JoseException {
        SignIn signIn = verifier.verify(issuer.token(), RECENT).orElseThrow();
        assertThat(signIn.userId()).isEqualTo("ada").isEqualTo(signIn.getName());
        assertThat(signIn.sessionId()).isEqualTo("one-session");
        assertThat(signIn.acr()).isEqualTo(Acr.ONE_FACTOR);
        assertThat(signIn.amr()).containsExactly("pwd");
        assertThat(signIn.roles()).containsExactly("user");
        assertThat(signIn.expiresAt()).isEqualTo(signIn.issuedAt().plusSeconds(300));
        assertThat(signIn.authTime()).isEqualTo(signIn.issuedAt());
    }

    @Test
    @DisplayName(
            "[INTR-12] [DOCS-02] of the kit's tokens, made with the service's key, the good ones alone are accepted")
    void every_bad_token_of_the_kit() throws Exception {
        List<TokenKit.Token> tokens = TokenKit.tokens(
                "-Dissuer=" + issuer.address(), "-Dkey=" + issuer.keyFile(folder), "-Dkid=" + issuer.kid());
        assertThat(tokens).hasSizeGreaterThan(40);
        assertThat(tokens.stream()
                        .filter(token ->
                                verifier.verify(token.text(), Requirement.SIGNED_IN) instanceof TokenVerdict.Accepted)
                        .map(TokenKit.Token::name))
                .containsExactly("good-1fa", "good-2fa");
        assertThat(tokens.stream()
                        .filter(token ->
                                verifier.verify(token.text(), Requirement.TWO_FACTORS) instanceof TokenVerdict.Accepted)
                        .map(TokenKit.Token::name))
                .containsExactly("good-2fa");
    }

    @Test
    @DisplayName("[INTR-12] times are compared with 30 seconds of leeway, and a missing claim makes a token invalid")
    void times_and_missing_claims() throws JoseException {
        long now = Instant.now().getEpochSecond();
        assertAccepted(issuer.token(claims -> {
            claims.setIssuedAt(NumericDate.fromSeconds(now - 320));
            claims.setExpirationTime(NumericDate.fromSeconds(now - 20));
        }));
        assertInvalid(issuer.token(claims -> {
            claims.setIssuedAt(NumericDate.fromSeconds(now - 331));
            claims.setExpirationTime(NumericDate.fromSeconds(now - 31));
        }));
        assertAccepted(issuer.token(claims -> claims.setIssuedAt(NumericDate.fromSeconds(now + 20))));
        assertInvalid(issuer.token(claims -> claims.setIssuedAt(NumericDate.fromSeconds(now + 60))));
        for (String claim : List.of("sub", "sid", "acr", "auth_time", "iat", "exp", "iss", "aud")) {
            assertInvalid(issuer.token(claims -> claims.unsetClaim(claim)));
        }
        assertInvalid(issuer.token(claims -> claims.setStringClaim("auth_time", "yesterday")));
        assertInvalid(issuer.token(claims -> claims.setStringClaim("note", "x".repeat(4000))));
    }

    @Test
    @DisplayName("[INTR-12] too weak or too old an authentication gets the challenge of RFC 9470")
    void the_step_up_challenge() throws JoseException {
        Instant now = Instant.now();
        String weak = issuer.token();
        Refusal refusal = refusal(verifier.verify(weak, Requirement.TWO_FACTORS));
        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.challenge())
                .contains("Bearer error=\"insufficient_user_authentication\","
                        + " error_description=\"Prove again who you are\", acr_values=\"2fa\"");
        assertThat(refusal.problem())
                .isEqualTo("{\"type\":\"urn:sallyport:problem:step-up-required\",\"title\":\"Confirm that it is you\","
                        + "\"status\":401}");

        String old = issuer.token(claims -> {
            claims.setStringClaim("acr", "2fa");
            claims.setClaim("auth_time", now.minusSeconds(601).getEpochSecond());
        });
        assertThat(verifier.verify(old, Requirement.TWO_FACTORS)).isInstanceOf(TokenVerdict.Accepted.class);
        Refusal tooOld = refusal(verifier.verify(old, Requirement.TWO_FACTORS.within(Duration.ofMinutes(10))));
        assertThat(tooOld.challenge().orElseThrow()).endsWith("acr_values=\"2fa\", max_age=600");
        assertThat(verifier.verify(old, RECENT.within(Duration.ofMinutes(11))))
                .isInstanceOf(TokenVerdict.Accepted.class);
        assertThatThrownBy(() -> Requirement.SIGNED_IN.within(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("[INTR-12] one header with one bearer token is read, and anything else gets the challenge of RFC 6750")
    void the_header() throws JoseException {
        String token = issuer.token();
        assertThat(verifier.verifyHeader(List.of("bearer " + token), Requirement.SIGNED_IN))
                .isInstanceOf(TokenVerdict.Accepted.class);
        assertThat(refusal(verifier.verifyHeader(List.of(), Requirement.SIGNED_IN))
                        .challenge())
                .contains("Bearer");
        assertThat(reason(verifier.verifyHeader(List.of("Basic YTpi"), Requirement.SIGNED_IN)))
                .isEqualTo(Reason.NO_TOKEN);
        for (List<String> odd : List.of(
                List.of("Bearer"),
                List.of("Bearer a b"),
                List.of("Bearer " + token + ", Bearer " + token),
                List.of("Bearer " + token, "Bearer " + token))) {
            assertThat(reason(verifier.verifyHeader(odd, Requirement.SIGNED_IN)))
                    .isEqualTo(Reason.INVALID_REQUEST);
        }
        assertThat(refusal(verifier.verifyHeader(List.of("Bearer x"), Requirement.SIGNED_IN))
                        .challenge()
                        .orElseThrow())
                .startsWith("Bearer error=\"invalid_token\"");
    }

    /** What the library logs, of every level. */
    private static List<String> logged(Runnable work) {
        List<String> lines = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("dev.sallyport.client");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage() + Arrays.toString(line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        try {
            work.run();
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }
        return lines;
    }

    @Test
    @DisplayName("[INTR-12] the log says why a token was refused, and has nothing of the token")
    void the_log() throws JoseException {
        String bad = issuer.token(claims -> claims.setAudience("another"));
        List<String> lines = logged(() -> verifier.verify(bad, Requirement.SIGNED_IN));
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).startsWith("A token was refused: jose4j's codes [8]");
        for (String part : bad.split("\\.")) {
            assertThat(lines.get(0)).doesNotContain(part, "another", "ada");
        }
    }

    @Test
    @DisplayName("[INTR-12] neither a token nor a secret is in an exception or a text, and addresses are https")
    void nothing_is_told() throws JoseException {
        String bad = issuer.token(claims -> claims.setAudience("another"));
        String signature = bad.substring(bad.lastIndexOf('.') + 1);
        TokenVerdict verdict = verifier.verify(bad, Requirement.SIGNED_IN);
        assertThatThrownBy(verdict::orElseThrow).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused).hasMessage("INVALID_TOKEN").hasNoCause();
            assertThat(refused.refusal()).isEqualTo(refusal(verdict));
        });
        assertThat(verdict + verifier.toString() + verifier.verify(issuer.token(), Requirement.SIGNED_IN))
                .doesNotContain(signature);
        Revocations.Builder settings = Revocations.of("http://sallyport.example.org", "id", "a-secret");
        assertThat(settings.toString()).doesNotContain("a-secret");
        assertThatThrownBy(settings::follow).isInstanceOf(IllegalArgumentException.class);
        for (String address :
                List.of("http://sallyport.example.org", "ftp://localhost", "https://a:b@c", "https:x", "http:x")) {
            assertThatThrownBy(() -> TokenVerifier.forIssuer(address).build())
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        TokenVerifier.forIssuer("http://sallyport.example.org").allowHttp().build();
    }
}
