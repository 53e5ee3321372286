package dev.sallyport.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void of_two_that_begin_together_one_signs_everywhere() {
        KeyRing.Key first = key("a", 100, null);
        KeyRing.Key second = key("b", 100, null);
        assertThat(new KeyRing(List.of(first, second)).current(at(100)).kid()).isEqualTo("b");
        assertThat(new KeyRing(List.of(second, first)).current(at(100)).kid()).isEqualTo("b");
    }

    @Test
    void without_a_key_whose_time_has_come_nothing_is_signed() {
        assertThatThrownBy(() -> new KeyRing(List.of()).current(at(0))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new KeyRing(List.of(key("a", 100, null))).current(at(99)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_key_is_found_by_its_id_also_after_its_end() {
        assertThat(ring.find("old")).map(KeyRing.Key::kid).contains("old");
        assertThat(ring.find("other")).isEmpty();
        assertThat(ring.find("old").orElseThrow().toString()).isEqualTo("Key[old]");
    }

    @Test
    void the_published_set_says_what_a_key_is_for_and_is_made_once() {
        assertThat(ring.jwks(at(0)))
                .contains("\"use\":\"sig\"", "\"alg\":\"ES256\"")
                .isSameAs(ring.jwks(at(1)));
    }
}
