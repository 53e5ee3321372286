package dev.sallyport.security.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SealedSecretsTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(UTF_8);

    private final String document = Keyset.generate();
    private final SealedSecrets sealedSecrets = Keyset.parse(document).secrets();

    @Test
    @DisplayName("[CRYP-01] What was sealed opens for its own row, also in another process")
    void opens_for_its_row() {
        byte[] sealed = sealedSecrets.seal(SECRET, "totp|alice|1");

        assertThat(sealedSecrets.unseal(sealed, "totp|alice|1")).isEqualTo(SECRET);
        assertThat(Keyset.parse(document).secrets().unseal(sealed, "totp|alice|1"))
                .isEqualTo(SECRET);
    }

    @Test
    @DisplayName("[CRYP-01] Swapping two rows' sealed secrets fails closed")
    void does_not_open_for_another_row() {
        byte[] alice = sealedSecrets.seal(SECRET, "totp|alice|1");
        byte[] bob = sealedSecrets.seal(SECRET, "totp|bob|2");

        refuses(sealedSecrets, alice, "totp|bob|2");
        refuses(sealedSecrets, bob, "totp|alice|1");
    }

    @Test
    @DisplayName("[CRYP-01] Any changed byte, a cut and another keyset are refused")
    void does_not_open_when_changed() {
        byte[] sealed = sealedSecrets.seal(SECRET, "row");

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            refuses(sealedSecrets, changed, "row");
        }
        refuses(sealedSecrets, Arrays.copyOf(sealed, sealed.length - 1), "row");
        refuses(sealedSecrets, new byte[0], "row");
        refuses(Keyset.parse(Keyset.generate()).secrets(), sealed, "row");
    }

    @Test
    @DisplayName("[CRYP-01] The nonces of 100 000 seals are all different")
    void nonces_are_unique() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            byte[] sealed = sealedSecrets.seal(SECRET, "row");
            nonces.add(HexFormat.of().formatHex(sealed, 5, 17));
        }
        assertThat(nonces).hasSize(100_000);
    }

    @Test
    @DisplayName("[CRYP-01] A sealed secret carries its key's id and none of its plain bytes")
    void carries_the_key_id() {
        byte[] sealed = sealedSecrets.seal(SECRET, "row");

        assertThat(SealedSecrets.keyId(sealed)).isEqualTo(sealedSecrets.primaryKeyId());
        assertThat(SealedSecrets.keyId(new byte[4])).isZero();
        assertThat(new String(sealed, UTF_8)).doesNotContain("1234567890");
    }

    @Test
    @DisplayName("[CRYP-02] After a rotation the old key still reads and the new one writes")
    void rotation_keeps_old_secrets() {
        byte[] old = sealedSecrets.seal(SECRET, "row");
        SealedSecrets rotated =
                Keyset.parse(KeysetDocuments.rotated(document, "secrets")).secrets();

        assertThat(rotated.unseal(old, "row")).isEqualTo(SECRET);
        assertThat(rotated.primaryKeyId()).isNotEqualTo(sealedSecrets.primaryKeyId());
        assertThat(SealedSecrets.keyId(rotated.seal(SECRET, "row"))).isEqualTo(rotated.primaryKeyId());
        assertThat(rotated.keyIds()).contains(sealedSecrets.primaryKeyId(), rotated.primaryKeyId());
        refuses(sealedSecrets, rotated.seal(SECRET, "row"), "row");
    }

    private static void refuses(SealedSecrets sealedSecrets, byte[] sealed, String context) {
        assertThatThrownBy(() -> sealedSecrets.unseal(sealed, context))
                .isInstanceOf(UnsealException.class)
                .hasNoCause();
    }
}
