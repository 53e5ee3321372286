package dev.sallyport.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeysetTest {

    private static final String GOOD = Keyset.generate();

    @Test
    @DisplayName("[CRYP-03] A generated keyset is accepted, and no two are the same")
    void a_generated_keyset_is_accepted() {
        assertThat(Keyset.parse(GOOD)).isNotNull();
        assertThat(Keyset.generate()).isNotEqualTo(GOOD);
    }

    @Test
    @DisplayName("[CRYP-02] A rotation first adds a key that is not used yet, and then makes it the primary one")
    void a_rotation_takes_two_steps() {
        Keyset before = Keyset.parse(GOOD);
        String added = Keyset.withNewKeys(GOOD);
        Keyset known = Keyset.parse(added);
        Keyset used = Keyset.parse(Keyset.withLastKeysPrimary(added));

        assertThat(known.secrets().primaryKeyId()).isEqualTo(before.secrets().primaryKeyId());
        assertThat(known.secrets().keyIds())
                .hasSize(2)
                .isEqualTo(used.secrets().keyIds())
                .contains(before.secrets().primaryKeyId(), used.secrets().primaryKeyId());
        assertThat(used.secrets().primaryKeyId()).isNotEqualTo(before.secrets().primaryKeyId());
        for (Function<Keyset, KeyedHash> purpose :
                List.<Function<Keyset, KeyedHash>>of(Keyset::tokens, Keyset::codes, Keyset::passwords)) {
            KeyedHash former = purpose.apply(before);
            assertThat(purpose.apply(known).primaryKeyId()).isEqualTo(former.primaryKeyId());
            assertThat(purpose.apply(used).primaryKeyId()).isNotEqualTo(former.primaryKeyId());
            assertThat(purpose.apply(used).keyIds()).hasSize(2).contains(former.primaryKeyId());
        }
        byte[] sealed = before.secrets().seal(new byte[] {1, 2, 3}, "context");
        assertThat(used.secrets().unseal(sealed, "context")).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets", "tokens", "codes", "passwords"})
    @DisplayName("[CRYP-03] A missing purpose is refused by name")
    void a_missing_purpose_is_refused(String purpose) {
        refuses(KeysetDocuments.without(GOOD, purpose), purpose, "no keys");
        refuses(KeysetDocuments.with(GOOD, purpose, "null"), purpose, "no keys");
        refuses(KeysetDocuments.with(GOOD, purpose, "{}"), purpose, "not a Tink JSON keyset");
        refuses(KeysetDocuments.with(GOOD, purpose, "{\"primaryKeyId\":1,\"key\":[]}"), purpose, "not a Tink");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "[]", "null", "\"x\"", "{", "hunter2 is no JSON", "0123456789abcdef"})
    @DisplayName("[CRYP-03] What is not a JSON object is refused without quoting it")
    void what_is_no_document_is_refused(String text) {
        assertThatThrownBy(() -> Keyset.parse(text))
                .isInstanceOf(InvalidKeysetException.class)
                .hasMessage("The keyset is not a JSON object of purposes")
                .hasNoCause();
    }

    @Test
    @DisplayName("[CRYP-03] Keys under 256 bits are refused")
    void short_keys_are_refused() {
        refuses(KeysetDocuments.with(GOOD, "secrets", KeysetDocuments.aes(RandomBytes.of(16))), "secrets", "128 bits");
        refuses(KeysetDocuments.with(GOOD, "tokens", KeysetDocuments.hmac(RandomBytes.of(16))), "tokens", "128 bits");
        refuses(KeysetDocuments.with(GOOD, "codes", KeysetDocuments.hmac(RandomBytes.of(31))), "codes", "248 bits");
    }

    @Test
    @DisplayName("[CRYP-03] A key of one repeated byte is refused")
    void a_repeated_byte_is_refused() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 1);

        refuses(KeysetDocuments.with(GOOD, "secrets", KeysetDocuments.aes(new byte[32])), "secrets", "repeated");
        refuses(KeysetDocuments.with(GOOD, "passwords", KeysetDocuments.hmac(new byte[64])), "passwords", "repeated");
        refuses(KeysetDocuments.with(GOOD, "codes", KeysetDocuments.hmac(ones)), "codes", "repeated");
    }

    @Test
    @DisplayName("[CRYP-04] A key of another purpose's type is refused")
    void the_wrong_type_is_refused() {
        refuses(KeysetDocuments.swapped(GOOD, "secrets", "tokens"), "secrets", "is not an AES-GCM key");
        String sealing = KeysetDocuments.aes(RandomBytes.of(32));
        refuses(KeysetDocuments.with(GOOD, "codes", sealing), "codes", "is not an HMAC-SHA-256 PRF key");
    }

    @Test
    @DisplayName("[CRYP-04] One key in two purposes is refused, also as an AES and an HMAC key")
    void a_shared_key_is_refused() {
        String tokens = KeysetDocuments.keysetOf(GOOD, "tokens");
        refuses(KeysetDocuments.with(GOOD, "codes", tokens), "codes", "'tokens'");

        byte[] material = RandomBytes.of(32);
        String sealing = KeysetDocuments.with(GOOD, "secrets", KeysetDocuments.aes(material));
        refuses(KeysetDocuments.with(sealing, "passwords", KeysetDocuments.hmac(material)), "passwords", "'secrets'");
    }

    @Test
    @DisplayName("[CRYP-03] [LOGS-01] A refusal and toString show no key")
    void nothing_shows_a_key() {
        byte[] material = new byte[32];
        Arrays.fill(material, (byte) 0x5A);
        String bad = KeysetDocuments.with(GOOD, "codes", KeysetDocuments.hmac(material));

        assertThatThrownBy(() -> Keyset.parse(bad))
                .hasNoCause()
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("5a5a", "ZZ", "Wlpa", Base64.getEncoder().encodeToString(material));
        Keyset keyset = Keyset.parse(GOOD);
        assertThat(keyset).hasToString("Keyset");
        assertThat(keyset.secrets()).hasToString("SealedSecrets");
        assertThat(keyset.tokens()).hasToString("KeyedHash");
    }

    private static void refuses(String document, String purpose, String fault) {
        assertThatThrownBy(() -> Keyset.parse(document))
                .isInstanceOf(InvalidKeysetException.class)
                .hasMessageContaining("'" + purpose + "'")
                .hasMessageContaining(fault);
    }
}
