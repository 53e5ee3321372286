package dev.sallyport.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EcKeysTest {

    private static final byte[] DOCUMENT = "a seal".getBytes(StandardCharsets.US_ASCII);

    private final KeyPair pair = EcKeys.generate();

    @Test
    @DisplayName("[LOGS-11] both keys are read as they were written, and nothing else is a key")
    void keys_are_read_as_they_were_written() {
        byte[] signature =
                DocumentSignature.sign(EcKeys.privateKey(pair.getPrivate().getEncoded(), "k1"), DOCUMENT);

        assertThat(DocumentSignature.isValid(
                        EcKeys.publicKey(pair.getPublic().getEncoded(), "k1"), DOCUMENT, signature))
                .isTrue();
        assertThatThrownBy(() -> EcKeys.publicKey(DOCUMENT, "k1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("k1");
        assertThatThrownBy(() -> EcKeys.privateKey(DOCUMENT, "k1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("k1")
                .hasNoCause();
    }

    @Test
    @DisplayName("[LOGS-11] the id of a key is the SHA-256 of its public key")
    void the_id_is_a_digest() throws Exception {
        byte[] key = pair.getPublic().getEncoded();
        assertThat(EcKeys.id(key))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(key)));
    }
}
