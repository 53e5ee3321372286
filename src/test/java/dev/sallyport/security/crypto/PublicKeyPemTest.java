package dev.sallyport.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PublicKeyPemTest {

    private static final byte[] NO_KEY = "a seal".getBytes(StandardCharsets.US_ASCII);

    @Test
    @DisplayName("[LOGS-11] public keys are written as RFC 7468 has it, and read one after the other")
    void public_keys_as_text() {
        byte[] first = EcKeys.generate().getPublic().getEncoded();
        byte[] second = EcKeys.generate().getPublic().getEncoded();
        String text = PublicKeyPem.write(first);

        assertThat(text).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("\n-----END PUBLIC KEY-----\n");
        assertThat(text.lines()).allMatch(line -> line.length() <= 64);
        assertThat(PublicKeyPem.read("a comment\n" + text + "\r\n" + PublicKeyPem.write(second)))
                .usingElementComparator(Arrays::compare)
                .isEqualTo(List.of(first, second));
        assertThat(PublicKeyPem.read("")).isEmpty();
        assertThatThrownBy(() -> PublicKeyPem.read(PublicKeyPem.write(NO_KEY)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
