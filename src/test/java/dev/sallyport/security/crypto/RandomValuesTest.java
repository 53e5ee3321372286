package dev.sallyport.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RandomValuesTest {

    @Test
    @DisplayName("[CRYP-05] Random bytes have the asked length and do not repeat")
    void random_bytes_do_not_repeat() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            seen.add(HexFormat.of().formatHex(RandomBytes.of(16)));
        }
        assertThat(seen).hasSize(10_000).allSatisfy(hex -> assertThat(hex).hasSize(32));
    }

    @Test
    @DisplayName("Ids are version 7, in order, and do not repeat")
    void ids_are_time_ordered() {
        String previous = "";
        for (int i = 0; i < 10_000; i++) {
            UUID id = Ids.next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.toString()).isGreaterThan(previous);
            previous = id.toString();
        }
    }

    @Test
    @DisplayName("[CRYP-05] Digests are SHA-256 and compare by content")
    void digests_are_sha_256() {
        String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-4's example

        assertThat(HexFormat.of().formatHex(Digest.sha256("abc"))).isEqualTo(abc);
        assertThat(Digest.same(Digest.sha256("abc"), Digest.sha256("abc".getBytes(StandardCharsets.US_ASCII))))
                .isTrue();
        assertThat(Digest.same(Digest.sha256("abc"), Digest.sha256("abd"))).isFalse();
        assertThat(Digest.same(new byte[0], new byte[1])).isFalse();
    }
}
