package dev.sallyport.factors.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.crypto.Argon2id;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecoveryHashTest {

    private static final Argon2id QUICK = new Argon2id(new Argon2id.Cost(256, 1));
    private static final byte[] SALT = "sixteen bytes  .".getBytes(StandardCharsets.US_ASCII);

    private static String written(Argon2id cost, String code, byte[] salt) {
        return cost.written(cost.hash(code.getBytes(StandardCharsets.US_ASCII), salt), salt);
    }

    private static RecoveryHash hash(Argon2id cost, String code, byte[] salt) {
        return RecoveryHash.parse(written(cost, code, salt)).orElseThrow();
    }

    @Test
    @DisplayName("[MOVE-12] the parts of a hash are those that it was written of")
    void the_parts() {
        RecoveryHash hash = hash(QUICK, "one", SALT);
        assertThat(hash.prefix()).isEqualTo(QUICK.prefix());
        assertThat(hash.salt()).isEqualTo(SALT);
        assertThat(hash.hash()).isEqualTo(QUICK.hash("one".getBytes(StandardCharsets.US_ASCII), SALT));
        assertThat(hash).hasToString("RecoveryHash");
    }

    @Test
    @DisplayName("[MOVE-12] the codes of one set have one salt and one cost")
    void one_set() {
        RecoveryHash first = hash(QUICK, "one", SALT);
        byte[] otherSalt = Arrays.copyOf(SALT, SALT.length);
        otherSalt[0]++;
        assertThat(first.isOfSetOf(hash(QUICK, "two", SALT))).isTrue();
        assertThat(first.isOfSetOf(hash(QUICK, "two", otherSalt))).isFalse();
        assertThat(first.isOfSetOf(hash(new Argon2id(new Argon2id.Cost(512, 1)), "two", SALT)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "one",
                "$argon2i$v=19$m=256,t=1,p=1$c2l4dGVlbiBieXRlcyAgLg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=256,t=1,p=1$c2l4dGVlbiBieXRlcyAgLg",
                "$argon2id$v=19$m=256,t=1,p=1$c2l4dGVlbiBieXRlcyAg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=256,t=1,p=1$c2l4dGVlbiBieXRlcyAgLg$AAAA",
            })
    void another_form_is_no_hash(String text) {
        assertThat(RecoveryHash.parse(text)).isEmpty();
    }
}
