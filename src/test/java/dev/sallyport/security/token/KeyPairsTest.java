package dev.sallyport.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import dev.sallyport.security.crypto.UnsealException;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeyPairsTest {

    private static final Instant MADE = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant SIGNS = MADE.plusSeconds(600);
    private static final KeyRing NONE = new KeyRing(List.of());
    private static final byte[] TEXT = {1, 2, 3};

    private final SealedSecrets secrets = Keyset.parse(Keyset.generate()).secrets();
    private final KeyPairs pairs = new KeyPairs(secrets);

    private static byte[] signature(KeyRing.Key key) throws Exception {
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(key.privateKey());
        signer.update(TEXT);
        return signer.sign();
    }

    private static boolean verifies(KeyRing.Key key, byte[] signature)
            throws NoSuchAlgorithmException, InvalidKeyException, SignatureException {
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(key.publicKey());
        verifier.update(TEXT);
        return verifier.verify(signature);
    }

    @Test
    @DisplayName("[JWT-07] a key that was made and read again signs what it verifies, and no other key does")
    void a_pair_belongs_together() throws Exception {
        SigningKey row = pairs.generate(MADE, SIGNS);
        KeyRing.Key key = pairs.load(row, NONE);
        assertThat(key.kid()).isEqualTo(row.kid());
        assertThat(key.activatesAt()).isEqualTo(SIGNS);
        assertThat(key.retiresAt()).isNull();
        assertThat(verifies(key, signature(key))).isTrue();
        assertThat(verifies(pairs.load(pairs.generate(MADE, SIGNS), NONE), signature(key)))
                .isFalse();
    }

    @Test
    @DisplayName("[CRYP-03] the private half is sealed for its own row, and under the keyset that made it")
    void the_private_half_is_sealed() {
        SigningKey row = pairs.generate(MADE, SIGNS);
        assertThatThrownBy(() -> new KeyPairs(Keyset.parse(Keyset.generate()).secrets()).load(row, NONE))
                .isInstanceOf(UnsealException.class);
        SigningKey moved = new SigningKey("another", row.sealedPrivateKey(), row.publicKey(), MADE, SIGNS);
        assertThatThrownBy(() -> pairs.load(moved, NONE)).isInstanceOf(UnsealException.class);
    }

    @Test
    void a_known_key_is_not_unsealed_again_but_its_times_are_read() {
        SigningKey row = pairs.generate(MADE, SIGNS);
        KeyRing.Key known = pairs.load(row, NONE);
        row.retire(SIGNS.plusSeconds(1));
        KeyRing.Key again = pairs.load(row, new KeyRing(List.of(known)));
        assertThat(again.privateKey()).isSameAs(known.privateKey());
        assertThat(again.publicKey()).isSameAs(known.publicKey());
        assertThat(again.retiresAt()).isEqualTo(SIGNS.plusSeconds(1));
    }

    @Test
    @DisplayName("[LOGS-06] a row whose halves are not EC keys is a fault that discloses nothing of the key")
    void other_keys_are_refused() throws Exception {
        byte[] edwards = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        SigningKey row = pairs.generate(MADE, SIGNS);
        SigningKey otherPublic = new SigningKey(row.kid(), row.sealedPrivateKey(), edwards, MADE, SIGNS);
        assertThatThrownBy(() -> pairs.load(otherPublic, NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(row.kid());
        byte[] sealed = secrets.seal(TEXT, SigningKey.sealContext(row.kid()));
        SigningKey otherPrivate = new SigningKey(row.kid(), sealed, row.publicKey(), MADE, SIGNS);
        assertThatThrownBy(() -> pairs.load(otherPrivate, NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageContaining(row.kid());
    }
}
