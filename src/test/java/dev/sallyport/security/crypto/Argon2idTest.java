package dev.sallyport.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class Argon2idTest {

    private static final byte[] INPUT = "tulip anvil".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "tulip anvi".getBytes(StandardCharsets.UTF_8);

    private final Argon2id quick = new Argon2id(new Argon2id.Cost(256, 1));

    @Test
    @DisplayName("[AUTH-09] a hash says how it was made: the cost, and a salt that no other has")
    void a_hash_says_how_it_was_made() {
        String hash = quick.hash(INPUT);
        assertThat(hash).startsWith("$argon2id$v=19$m=256,t=1,p=1$").doesNotContain("\0");
        assertThat(quick.hash(INPUT)).isNotEqualTo(hash);
        assertThat(new Argon2id().hash(INPUT)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    @DisplayName("[MOVE-12] a bare hash is written in the form that a check reads")
    void a_bare_hash_is_written_as_a_check_reads_it() {
        byte[] salt = "sixteen bytes  .".getBytes(StandardCharsets.US_ASCII);
        String written = quick.written(quick.hash(INPUT, salt), salt);
        assertThat(quick.prefix()).isEqualTo("$argon2id$v=19$m=256,t=1,p=1$");
        assertThat(written).startsWith(quick.prefix()).doesNotContain("=$");
        assertThat(quick.matches(written, INPUT)).isTrue();
        assertThat(quick.matches(written, OTHER)).isFalse();
    }

    @Test
    void only_the_same_input_matches() {
        String hash = quick.hash(INPUT);
        assertThat(quick.matches(hash, INPUT)).isTrue();
        assertThat(quick.matches(hash, OTHER)).isFalse();
        assertThat(quick.matches(hash.substring(0, hash.length() - 1), INPUT)).isFalse();
        assertThat(quick.matches("no hash", INPUT)).isFalse();
        assertThat(quick.matches("$".repeat(500), INPUT)).isFalse();
    }

    @Test
    @DisplayName("[AUTH-09] a hash of another cost is outdated, cheaper or dearer")
    void another_cost_is_outdated() {
        String hash = quick.hash(INPUT);
        assertThat(quick.isOutdated(hash)).isFalse();
        assertThat(new Argon2id(new Argon2id.Cost(512, 1)).isOutdated(hash)).isTrue();
        assertThat(new Argon2id(new Argon2id.Cost(256, 2)).isOutdated(hash)).isTrue();
        assertThat(quick.isOutdated("no hash")).isTrue();
    }

    @Test
    @DisplayName("[RECV-02] under one salt the same input has one hash of 32 bytes, and each part counts")
    void a_bare_hash_repeats_itself() {
        byte[] salt = RandomBytes.of(Argon2id.SALT_BYTES);
        byte[] hash = quick.hash(INPUT, salt);
        assertThat(hash).hasSize(32).isEqualTo(quick.hash(INPUT, salt));
        assertThat(quick.hash(OTHER, salt)).isNotEqualTo(hash);
        assertThat(quick.hash(INPUT, RandomBytes.of(Argon2id.SALT_BYTES))).isNotEqualTo(hash);
        assertThat(new Argon2id(new Argon2id.Cost(256, 2)).hash(INPUT, salt)).isNotEqualTo(hash);
    }
}
