package dev.sallyport.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AgreementKeyTest {

    @Test
    @DisplayName("[MOVE-11] the public half is the one that the JDK computes (RFC 7748)")
    void the_public_half() throws Exception {
        for (int n = 0; n < 20; n++) {
            KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            byte[] scalar = ((XECPrivateKey) pair.getPrivate()).getScalar().orElseThrow();

            AgreementKey key = AgreementKey.of(scalar);

            assertThat(key.privateKey()).isEqualTo(scalar);
            assertThat(key.publicKey()).hasSize(32);
            assertThat(littleEndian(key.publicKey())).isEqualTo(((XECPublicKey) pair.getPublic()).getU());
        }
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] turned = new byte[bytes.length];
        for (int at = 0; at < bytes.length; at++) {
            turned[at] = bytes[bytes.length - 1 - at];
        }
        return new BigInteger(1, turned);
    }

    @Test
    void another_length_is_no_key_and_no_half_is_shown() {
        assertThatThrownBy(() -> AgreementKey.of(new byte[31]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("32 bytes");
        assertThat(AgreementKey.of(new byte[32])).hasToString("AgreementKey");
    }
}
