package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeyRingTest {

    private final KeyRing ring = new KeyRing(List.of(key("old", 0, 200L), key("new", 100, null)));

    private static KeyRing.Key key(String kid, long activatesAt, Long retiresAt) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
            return new KeyRing.Key(
                    kid,
                    pair.getPublic(),
                    pair.getPrivate(),
                    at(activatesAt),
                    retiresAt == null ? null : at(retiresAt));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    @Test
    void the_newest_key_whose_time_has_come_signs() {
        assertThat(ring.current(at(99)).kid()).isEqualTo("old");
        assertThat(ring.current(at(100)).kid()).isEqualTo("new");
    }

    @Test
    void a_key_is_good_and_published_from_the_first_to_its_end() {
        assertThat(ring.publicKey("new", at(0))).isPresent();
        assertThat(ring.publicKey("old", at(199))).isPresent();
        assertThat(ring.publicKey("old", at(200))).isEmpty();
        assertThat(ring.publicKey("other", at(0))).isEmpty();
        assertThat(ring.jwks(at(199))).contains("\"old\"", "\"new\"").doesNotContain("\"d\"");
        assertThat(ring.jwks(at(200))).contains("\"new\"").doesNotContain("\"old\"");
    }
}
