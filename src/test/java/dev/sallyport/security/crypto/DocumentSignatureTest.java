package dev.sallyport.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
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
}
