package dev.sallyport.security.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeyedHashTest {

    private static final byte[] INPUT = "input".getBytes(US_ASCII);

    private final String document = Keyset.generate();
    private final Keyset keyset = Keyset.parse(document);

    @Test
    @DisplayName("[CRYP-04] The hash is HMAC-SHA-256, as the JDK computes it")
    void is_hmac_sha_256() {
        byte[] key = HexFormat.of().parseHex("aa".repeat(130) + "aaab");
        byte[] data = "Hi There".getBytes(US_ASCII);
        KeyedHash hash = Keyset.parse(KeysetDocuments.with(document, "tokens", KeysetDocuments.hmac(key)))
                .tokens();

        assertThat(hash.hash(data)).hasSize(32).isEqualTo(reference(key, data));
    }

    @Test
    @DisplayName("[CRYP-04] Each purpose hashes differently")
    void purposes_differ() {
        assertThat(keyset.tokens().hash(INPUT)).isNotEqualTo(keyset.codes().hash(INPUT));
        assertThat(keyset.codes().hash(INPUT)).isNotEqualTo(keyset.passwords().hash(INPUT));
        assertThat(keyset.tokens().hash(INPUT)).isNotEqualTo(keyset.passwords().hash(INPUT));
    }

    @Test
    @DisplayName("[CRYP-04] After a rotation both versions of the pepper answer, the new one by default")
    void rotation_keeps_old_hashes() {
        KeyedHash old = keyset.passwords();
        KeyedHash rotated =
                Keyset.parse(KeysetDocuments.rotated(document, "passwords")).passwords();

        assertThat(rotated.hash(old.primaryKeyId(), INPUT).orElseThrow()).isEqualTo(old.hash(INPUT));
        assertThat(rotated.hash(INPUT)).isNotEqualTo(old.hash(INPUT));
        assertThat(rotated.hash(rotated.primaryKeyId(), INPUT)).contains(rotated.hash(INPUT));
        assertThat(rotated.keyIds()).containsExactlyInAnyOrder(old.primaryKeyId(), rotated.primaryKeyId());
    }

    @Test
    @DisplayName("[CRYP-02] An unknown key id answers nothing")
    void an_unknown_key_answers_nothing() {
        assertThat(keyset.tokens().hash(keyset.tokens().primaryKeyId() + 1, INPUT))
                .isEmpty();
    }

    @Test
    @DisplayName("[MOVE-12] an exported key makes the same hashes elsewhere, the primary one and a former one")
    void an_exported_key_makes_the_same_hashes() {
        KeyedHash rotated =
                Keyset.parse(KeysetDocuments.rotated(document, "passwords")).passwords();

        assertThat(rotated.keyIds())
                .hasSize(2)
                .allSatisfy(id -> assertThat(reference(rotated.export(id).orElseThrow(), INPUT))
                        .isEqualTo(rotated.hash(id, INPUT).orElseThrow()));
        assertThat(rotated.export(keyset.tokens().primaryKeyId())).isEmpty();
    }

    private static byte[] reference(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
