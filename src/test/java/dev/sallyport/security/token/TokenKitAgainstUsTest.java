package dev.sallyport.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.edge.platform.TokenKit;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TokenKitAgainstUsTest {

    @Inject
    AccessTokenReader reader;

    @Inject
    TokenConfig config;

    @Inject
    SigningKeys keys;

    @Inject
    TestClock clock;

    @TempDir
    Path folder;

    @Test
    @DisplayName("[DOCS-02] [JWT-01] of the kit's tokens, made with our own key, our check accepts the good ones only")
    void our_own_check() throws IOException {
        KeyRing.Key key = keys.current();
        Path file = Files.write(
                folder.resolve("key"),
                List.of(
                        Base64.getEncoder().encodeToString(key.privateKey().getEncoded()),
                        Base64.getEncoder().encodeToString(key.publicKey().getEncoded())));

        List<TokenKit.Token> tokens = TokenKit.tokens(
                "-Dissuer=" + config.issuer(), "-Dkey=" + file, "-Dkid=" + key.kid(), "-Dtime=" + clock.instant());

        assertThat(tokens).hasSizeGreaterThan(40);
        assertThat(tokens)
                .allSatisfy(token -> assertThat(reader.read(token.text()).isPresent())
                        .as(token.name())
                        .isEqualTo(token.isGood()));
    }
}
