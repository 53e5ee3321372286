package dev.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecretStrengthTest {

    private static final int SECRETS = 1000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5e8d0c9b7a4f1362f0a1b2c3d4e59687",
                "8QhT2vLr9xKpWn4sYb7ZcMf3JdGuEa6R",
                "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFi_-=",
                "sp_cs_4f1362f0a1b2c3d4e596875e8d0c9b7a"
            })
    @DisplayName("[CONF-02] 32 random characters of any alphabet are a secret")
    void random_secrets_are_good(String secret) {
        assertThat(SecretStrength.fault(secret)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5e8d0c9b7a4f1362",
                "5e8d0c9b7a4f1362f0a1b2c3d4e5968",
                "5e8d0c9b7a4f1362 0a1b2c3d4e596878",
                "5e8d0c9b7a4f1362\u00e9f0a1b2c3d4e59687",
                "5e8d0c9b7a4f1362f0a1b2c3d4e59687\n"
            })
    @DisplayName("[CONF-02] a short secret, and one with other characters, is refused by what it must have")
    void short_secrets_are_refused(String secret) {
        assertThat(SecretStrength.fault(secret)).get().asString().contains("at least 32 letters, digits and signs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "changeme-changeme-changeme-changeme",
                "0123456789abcdefghijklmnopqrstuvwxyz",
                "zyxwvutsrqponmlkjihgfedcba9876543210",
                "abababababababababababababababababab",
                "passwordpasswordpasswordpasswordpassword"
            })
    @DisplayName("[CONF-02] a long secret that repeats or counts is refused, and not said")
    void regular_secrets_are_refused(String secret) {
        assertThat(SecretStrength.fault(secret))
                .get()
                .asString()
                .contains("must be random")
                .doesNotContain(secret);
    }

    @Test
    @DisplayName("[CONF-02] no secret of 32 random hex digits is refused")
    void hex_secrets_are_good() {
        Random digits = new Random(42);
        for (int number = 0; number < SECRETS; number++) {
            byte[] bytes = new byte[16];
            digits.nextBytes(bytes);
            assertThat(SecretStrength.fault(HexFormat.of().formatHex(bytes))).isEmpty();
        }
    }
}
