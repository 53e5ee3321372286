package dev.sallyport.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DocumentSignatureTest {

    private static final byte[] DOCUMENT = "a seal".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "a sea1".getBytes(StandardCharsets.US_ASCII);

    private final KeyPair pair = EcKeys.generate();

    @Test
    @DisplayName("[LOGS-09] a signature is valid for its document and its key alone")
    void a_signature_is_of_one_document_and_one_key() {
        byte[] signature = DocumentSignature.sign(pair.getPrivate(), DOCUMENT);

        assertThat(DocumentSignature.isValid(pair.getPublic(), DOCUMENT, signature))
                .isTrue();
        assertThat(DocumentSignature.isValid(pair.getPublic(), OTHER, signature))
                .isFalse();
        assertThat(DocumentSignature.isValid(EcKeys.generate().getPublic(), DOCUMENT, signature))
                .isFalse();
        assertThat(DocumentSignature.isValid(pair.getPublic(), DOCUMENT, new byte[0]))
                .isFalse();
        assertThat(DocumentSignature.isValid(pair.getPublic(), DOCUMENT, DOCUMENT))
                .isFalse();
    }

    @Test
    @DisplayName("[LOGS-11] both halves are read as they were written, and nothing else is a key")
    void halves_are_read_as_they_were_written() {
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
    @DisplayName("[LOGS-11] a key is named by the SHA-256 of its public half")
    void a_key_is_named_by_its_digest() throws Exception {
        byte[] half = pair.getPublic().getEncoded();
        assertThat(DocumentSignature.keyId(half))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(half)));
    }

    @Test
    @DisplayName("[LOGS-11] public halves are written as RFC 7468 has it, and read one after the other")
    void public_halves_as_text() {
        byte[] first = pair.getPublic().getEncoded();
        byte[] second = EcKeys.generate().getPublic().getEncoded();
        String text = DocumentSignature.pem(first);

        assertThat(text).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("\n-----END PUBLIC KEY-----\n");
        assertThat(text.lines()).allMatch(line -> line.length() <= 64);
        assertThat(DocumentSignature.publicKeys("a comment\n" + text + "\r\n" + DocumentSignature.pem(second)))
                .usingElementComparator(Arrays::compare)
                .isEqualTo(List.of(first, second));
        assertThat(DocumentSignature.publicKeys("")).isEmpty();
        assertThatThrownBy(() -> DocumentSignature.publicKeys(DocumentSignature.pem(DOCUMENT)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
