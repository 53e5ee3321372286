package dev.sallyport.accounts.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.interfaces.PwHash;
import com.goterl.lazysodium.utils.LibraryLoader;
import com.sun.jna.NativeLong;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.QuickHashes;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StoredPasswordTest {

    private static final Pattern PHC =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=1\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    @Inject
    People people;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[AUTH-09] two users with one password have different salts and hashes")
    void one_password_twice_is_stored_differently() {
        Matcher adas = PHC.matcher(hashOf(people.newcomer()));
        Matcher bobs = PHC.matcher(hashOf(people.newcomer()));

        assertThat(adas.matches() && bobs.matches()).isTrue();
        assertThat(adas.group(3)).isNotEqualTo(bobs.group(3));
        assertThat(adas.group(4)).isNotEqualTo(bobs.group(4));
    }

    @Test
    @DisplayName("[AUTH-09] a weaker hash is replaced at the next right password, and only then")
    void a_weak_hash_is_upgraded() {
        Person ada = people.newcomer();
        String weak = weakHash(People.PASSWORD);
        rows.change(
                "update password_credential set hash = ?, pepper_key_id = null where user_id = ?::uuid",
                weak,
                ada.userId);

        Api.signIn(ada.email, People.WRONG_PASSWORD, null).statusCode(401);
        assertThat(hashOf(ada)).isEqualTo(weak);

        signIn(ada);
        String upgraded = hashOf(ada);
        assertThat(upgraded).startsWith("$argon2id$v=19$m=" + QuickHashes.COST.memoryKib() + ",");
        assertThat(pepperOf(ada)).isNotNull();

        signIn(ada);
        assertThat(hashOf(ada)).isEqualTo(upgraded);
        Api.signIn(ada.email, People.WRONG_PASSWORD, null).statusCode(401);
    }

    @Test
    @DisplayName("[AUTH-09] a hash of today's cost without a pepper gets one at the next right password")
    void a_missing_pepper_is_added() {
        Person ada = people.newcomer();
        rows.change(
                "update password_credential set hash = ?, pepper_key_id = null where user_id = ?::uuid",
                hash(People.PASSWORD, QuickHashes.COST.passes(), QuickHashes.COST.memoryKib()),
                ada.userId);

        signIn(ada);
        assertThat(pepperOf(ada)).isNotNull();
        signIn(ada);
    }

    private static void signIn(Person person) {
        Api.signIn(person.email, People.PASSWORD, null).statusCode(200).body("status", equalTo("challenge_required"));
    }

    private String hashOf(Person person) {
        return rows.text("select hash from password_credential where user_id = ?::uuid", person.userId);
    }

    private String pepperOf(Person person) {
        return rows.text("select pepper_key_id from password_credential where user_id = ?::uuid", person.userId);
    }

    private static String weakHash(String password) {
        String hash = hash(password, 1, 128);
        assertThat(hash).contains("m=128,t=1");
        return hash;
    }

    private static String hash(String password, int passes, int memoryKib) {
        byte[] text = password.getBytes(StandardCharsets.UTF_8);
        byte[] hash = new byte[PwHash.STR_BYTES];
        int result = new SodiumJava(LibraryLoader.Mode.PREFER_BUNDLED)
                .crypto_pwhash_str(hash, text, text.length, passes, new NativeLong(memoryKib * 1024L));
        assertThat(result).isZero();
        return new String(hash, StandardCharsets.US_ASCII).replace("\0", "");
    }
}
