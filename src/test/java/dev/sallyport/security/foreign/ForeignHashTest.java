package dev.sallyport.security.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of hashes names the program that made each. All are of one password. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForeignHashTest {

    private static final String PASSWORD = "correct horse 7 staple";

    private static final String SALT = "$ABEiM0RVZneImaq7zN3u/w";
    private static final String HASH = "$jEwDHqq9st0GWNxZ3BTmaANPNAZ43EdWYFA9q5UIGrU";

    static List<String> hashes() throws IOException {
        return Files.readAllLines(Path.of("src", "test", "resources", "foreign-hashes.txt")).stream()
                .filter(line -> !line.startsWith("# "))
                .toList();
    }

    private static boolean matches(String hash, String password) {
        return ForeignHashes.parse(hash).matches(password.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hashes")
    @DisplayName("[MOVE-02] A hash that another program made is of its password, and of no other")
    void a_hash_of_another_program(String hash) {
        assertThat(matches(stored(hash), PASSWORD)).isTrue();
        assertThat(matches(hash, PASSWORD + "s")).isFalse();
    }

    /** A sign-in checks the stored form, which is made of the imported one. */
    private static String stored(String hash) {
        return ForeignHashes.parse(hash).text();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hashes")
    @DisplayName("[MOVE-02] The stored form is its own stored form")
    void the_stored_form(String hash) {
        assertThat(stored(hash)).startsWith("$");
        assertThat(stored(stored(hash))).isEqualTo(stored(hash));
    }

    @Test
    @DisplayName("[MOVE-02] Firebase's own published example is of its password")
    void the_example_of_firebase() {
        String hash =
                "$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTd"
                        + "n3aoItz+VHjoZilo78198JAdRuid5lQ==$Bw==$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsE"
                        + "mYUSDzZvpjeJ9WmXA==";

        assertThat(matches(hash, "user1password")).isTrue();
        assertThat(matches(hash, "user2password")).isFalse();
    }

    @Test
    @DisplayName("[MOVE-02] bcrypt ignores what is behind the 72nd byte, as the program did that made the hash")
    void bcrypt_takes_72_bytes() {
        String hash = "$2b$05$Z1OpChH4QRnbb/IOxb8Wd..pDf/k.xDj0j7HCzu1Y7DW1Uha3XVwG";

        assertThat(matches(hash, PASSWORD.repeat(5))).isTrue();
        assertThat(matches(hash, PASSWORD.repeat(5).substring(0, 72))).isTrue();
        assertThat(matches(hash, PASSWORD.repeat(5).substring(0, 71))).isFalse();
    }

    @Test
    @DisplayName("[MOVE-02] Passwords are UTF-8, as they were typed")
    void passwords_are_utf_8() {
        String typed = "p\u00e4ssw\u00f6rd \ufb01ve \u65e5\u672c";

        for (String hash : List.of(
                "$2b$05$bemPovVVLhe2yOCSZjtO8OdLTNuGNYiurGGNXt3gFiWfKaTIXPSli",
                "$argon2id$v=19$m=1024,t=2,p=1$TEr6vUBwjJbXRuTtdjwICQ$ze1QxXfJ2Qdy0PN9x4ZV7rztQQ+ejAq9I95ymS/tmRU")) {
            assertThat(matches(hash, typed)).isTrue();
            assertThat(matches(hash, Normalizer.normalize(typed, Normalizer.Form.NFD)))
                    .isFalse();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "$",
                "{",
                "{}",
                "{\"",
                "plain password",
                "5f4dcc3b5aa765d61d8327deb882cf99",
                "$1$abc$def",
                "$5$rounds=5000$saltsalt$hash",
                "$2x$05$wTB3SlwA9PAB4RNDJ4aViuYYccoOGSdJYUp7EhV/e3mwi09FHK8T6",
                "$2b$05$wTB3SlwA9PAB4RNDJ4aViuYYccoOGSdJYUp7EhV/e3mwi09FHK8T",
                "$2b$03$wTB3SlwA9PAB4RNDJ4aViuYYccoOGSdJYUp7EhV/e3mwi09FHK8T6",
                "$2b$5$wTB3SlwA9PAB4RNDJ4aViuYYccoOGSdJYUp7EhV/e3mwi09FHK8T6",
                "{noop}password",
                "{MD5}5f4dcc3b5aa765d61d8327deb882cf99",
                "{pbkdf2}5244",
                "{bcrypt}",
                "$argon2id$v=19$m=8192,t=2$F8qIXs14uDSl4bbdZQDE4Q$znuXRhZmSdNSpDk+LR+Q8ZgxPnZzR0Wwn7mzXmodw/g",
                "$argon2id$v=19$m=8192,t=2,p=4,p=4$F8qIXs14uDSl4bbdZQDE4Q$znuXRhZmSdNSpDk+LR+Q8ZgxPnZzR0Wwn7mzXmodw/g",
                "$argon2id$v=20$m=8192,t=2,p=4$F8qIXs14uDSl4bbdZQDE4Q$znuXRhZmSdNSpDk+LR+Q8ZgxPnZzR0Wwn7mzXmodw/g",
                "$argon2id$v=19$m=8,t=2,p=4$F8qIXs14uDSl4bbdZQDE4Q$znuXRhZmSdNSpDk+LR+Q8ZgxPnZzR0Wwn7mzXmodw/g",
                "$argon2id$v=19$m=8192,t=0,p=4$F8qIXs14uDSl4bbdZQDE4Q$znuXRhZmSdNSpDk+LR+Q8ZgxPnZzR0Wwn7mzXmodw/g",
                "$argon2id$v=19$m=8192,t=-1,p=4$F8qIXs14uDSl4bbdZQDE4Q$znuXRhZmSdNSpDk+LR+Q8ZgxPnZzR0Wwn7mzXmodw/g",
                "$argon2id$v=19$m=8192,t=2,p=4$F8qIXs14uDSl4bbdZQDE4Q$znuX",
                "$pbkdf2-sha256$i=0$ABEiM0RVZneImaq7zN3u/w$jEwDHqq9st0GWNxZ3BTmaANPNAZ43EdWYFA9q5UIGrU",
                "$pbkdf2-sha256$i=1000$$jEwDHqq9st0GWNxZ3BTmaANPNAZ43EdWYFA9q5UIGrU",
                "$pbkdf2-sha256$i=1000$ABEiM0RVZneImaq7zN3u/w$!!",
                "$pbkdf2-md5$i=1000$ABEiM0RVZneImaq7zN3u/w$jEwDHqq9st0GWNxZ3BTmaANPNAZ43EdWYFA9q5UIGrU",
                "$scrypt$ln=0,r=8,p=1$ABEiM0RVZneImaq7zN3u/w$jEwDHqq9st0GWNxZ3BTmaANPNAZ43EdWYFA9q5UIGrU",
                "$scrypt$ln=99,r=8,p=1$ABEiM0RVZneImaq7zN3u/w$jEwDHqq9st0GWNxZ3BTmaANPNAZ43EdWYFA9q5UIGrU",
                "scrypt$1000$salt$8$1$jEwDHqq9st0GWNxZ3BTmaANPNAZ43EdWYFA9q5UIGrU",
                "{\"secretData\":\"{}\",\"credentialData\":\"{}\"}",
                "{\"secretData\":\"not json\",\"credentialData\":\"{}\"}"
            })
    @DisplayName("[MOVE-03] A text that is no hash of a known form is refused, and never quoted")
    void other_texts_are_refused(String text) {
        assertThatThrownBy(() -> ForeignHashes.parse(text))
                .isInstanceOf(UnreadableHashException.class)
                .message()
                .isNotBlank()
                .doesNotContain("znuX", "wTB3", "5f4d", "jEwD", "not json", "plain password");
    }

    @ParameterizedTest(name = "{0}{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "$pbkdf2-sha256$i=1500000 | $pbkdf2-sha256$i=1500001",
                "$pbkdf2-sha512$i=700000 | $pbkdf2-sha512$i=700001",
                "$scrypt$ln=17,r=8,p=1 | $scrypt$ln=17,r=8,p=2",
                "$scrypt$ln=16,r=8,p=2 | $scrypt$ln=18,r=8,p=1",
                "$scrypt$ln=10,r=8,p=128 | $scrypt$ln=10,r=8,p=129",
                "$argon2id$v=19$m=131072,t=2,p=1 | $argon2id$v=19$m=131073,t=1,p=1",
                "$argon2id$v=19$m=65536,t=5,p=4 | $argon2id$v=19$m=65536,t=6,p=4",
                "$argon2id$v=19$m=1024,t=320,p=4 | $argon2id$v=19$m=1024,t=999999999,p=4",
            })
    @DisplayName("[MOVE-03] A hash whose check would block a core or take too much memory is refused by its parameters")
    void costs_have_limits(String within, String beyond) {
        assertThat(ForeignHashes.parse(within + SALT + HASH)).isNotNull();
        assertThatThrownBy(() -> ForeignHashes.parse(beyond + SALT + HASH))
                .isInstanceOf(UnreadableHashException.class)
                .hasMessageContaining("the limit is");
    }

    @Test
    @DisplayName("[MOVE-03] A bcrypt cost of 13 is taken, and one of 14 is not")
    void the_cost_of_bcrypt_has_a_limit() {
        String rest = "$wTB3SlwA9PAB4RNDJ4aViuYYccoOGSdJYUp7EhV/e3mwi09FHK8T6";

        assertThat(ForeignHashes.parse("$2b$13" + rest)).isNotNull();
        assertThatThrownBy(() -> ForeignHashes.parse("$2b$14" + rest)).hasMessageContaining("the limit is");
        assertThatThrownBy(() -> ForeignHashes.parse("$2b$31" + rest)).hasMessageContaining("the limit is");
    }

    @Test
    @DisplayName("[MOVE-03] A hash says how much memory its check takes")
    void memory_is_told() {
        assertThat(ForeignHashes.parse("$scrypt$ln=14,r=16,p=1" + SALT + HASH).memoryBytes())
                .isEqualTo(32L << 20);
        assertThat(ForeignHashes.parse("$argon2id$v=19$m=65536,t=3,p=4" + SALT + HASH)
                        .memoryBytes())
                .isEqualTo(64L << 20);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hashes")
    @DisplayName("[MOVE-03] No hash is in the text of its object")
    void hashes_are_not_printed(String hash) {
        assertThat(ForeignHashes.parse(hash).toString()).matches("[A-Za-z0-9]+Hash");
    }
}
