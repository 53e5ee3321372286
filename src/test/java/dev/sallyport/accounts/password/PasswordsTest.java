package dev.sallyport.accounts.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.security.crypto.Argon2id;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.UnsealException;
import dev.sallyport.security.foreign.ForeignHashes;
import dev.sallyport.security.foreign.PepperedHash;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PasswordsTest {

    private static final Argon2id.Cost QUICK = new Argon2id.Cost(256, 1);

    /** Some tens of milliseconds: much, compared with all else that a comparison does. */
    private static final Argon2id.Cost SLOW = new Argon2id.Cost(32_768, 2);

    private static final int TRIES = 5;

    private final HashingPool pool = new HashingPool(
            new SmallRyeConfigBuilder()
                    .withMapping(PasswordConfig.class)
                    .build()
                    .getConfigMapping(PasswordConfig.class),
            new SimpleMeterRegistry());

    private final Keyset keyset = Keyset.parse(Keyset.generate());

    @AfterEach
    void stop() {
        pool.stop();
    }

    private Passwords at(Argon2id.Cost cost, Keyset keys) {
        return new Passwords(
                pool,
                new Argon2id(cost),
                keys,
                new ForeignPasswords(pool, new HashingLanes(), new ImportedPeppers(keys)));
    }

    private static long quickest(Runnable work) {
        return LongStream.range(0, TRIES)
                .map(run -> {
                    long start = System.nanoTime();
                    work.run();
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow();
    }

    @Test
    @DisplayName("[AUTH-02] a user who does not exist, or has no password, costs the slow hash of one who has")
    void no_password_costs_a_hash() {
        Passwords passwords = at(SLOW, keyset);
        Optional<StoredPassword> stored = Optional.of(passwords.hash("tulip anvil 42 meridian"));

        long known = quickest(() -> passwords.compare(stored, "a wrong password 77"));
        long unknown = quickest(() -> passwords.compare(Optional.empty(), "a wrong password 77"));

        assertThat((double) unknown / known).isBetween(0.5, 2.0);
    }

    @Test
    void only_the_right_password_matches() {
        Passwords passwords = at(QUICK, keyset);
        StoredPassword stored = passwords.hash("tulip anvil 42 meridian");
        assertThat(passwords.compare(Optional.of(stored), "tulip anvil 42 meridian"))
                .isEqualTo(PasswordMatch.RIGHT);
        assertThat(passwords.compare(Optional.of(stored), "tulip anvil 42 meridia"))
                .isEqualTo(PasswordMatch.WRONG);
        assertThat(passwords.compare(Optional.empty(), "tulip anvil 42 meridian"))
                .isEqualTo(PasswordMatch.WRONG);
    }

    @Test
    @DisplayName("[AUTH-07] one form of a character is as good as another, a compatible character is not")
    void passwords_are_normalised_to_nfc() {
        Passwords passwords = at(QUICK, keyset);
        Optional<StoredPassword> stored = Optional.of(passwords.hash("caf\u00e9 terrace \ufb01n"));
        assertThat(passwords.compare(stored, "cafe\u0301 terrace \ufb01n")).isEqualTo(PasswordMatch.RIGHT);
        assertThat(passwords.compare(stored, "caf\u00e9 terrace fin")).isEqualTo(PasswordMatch.WRONG);
    }

    @Test
    @DisplayName("[AUTH-09] a hash of another cost, or without the newest pepper, is replaced at the next sign-in")
    void what_is_outdated_is_right() {
        StoredPassword weak = at(QUICK, keyset).hash("tulip anvil 42 meridian");
        assertThat(at(new Argon2id.Cost(512, 1), keyset).compare(Optional.of(weak), "tulip anvil 42 meridian"))
                .isEqualTo(PasswordMatch.RIGHT_BUT_OUTDATED);

        StoredPassword plain = new StoredPassword(
                new Argon2id(QUICK).hash("tulip anvil 42 meridian".getBytes(StandardCharsets.UTF_8)), null);
        assertThat(at(QUICK, keyset).compare(Optional.of(plain), "tulip anvil 42 meridian"))
                .isEqualTo(PasswordMatch.RIGHT_BUT_OUTDATED);
        assertThat(at(QUICK, keyset).compare(Optional.of(plain), "another password"))
                .isEqualTo(PasswordMatch.WRONG);
    }

    @Test
    @DisplayName("[MOVE-12] a password of another instance is right with that one's pepper, which is stored sealed")
    void a_password_of_another_instance() {
        Keyset theirs = Keyset.parse(Keyset.generate());
        String typed = "caf\u00e9 terrace \ufb01n";
        StoredPassword stored = at(QUICK, theirs).hash(typed);
        byte[] pepper = theirs.passwords().export(stored.pepperKeyId()).orElseThrow();
        ImportedPeppers peppers = new ImportedPeppers(keyset);
        ImportedPassword read = ImportedPassword.of(ForeignHashes.parse(PepperedHash.written(pepper, stored.hash())));

        StoredPassword imported = peppers.stored(read);

        assertThat(read.hash()).isEqualTo(stored.hash());
        assertThat(imported.sealedPepper()).isNotNull().isNotEqualTo(pepper);
        Passwords ours = at(QUICK, keyset);
        assertThat(ours.compare(Optional.of(imported), "cafe\u0301 terrace \ufb01n"))
                .isEqualTo(PasswordMatch.RIGHT_BUT_OUTDATED);
        assertThat(ours.compare(Optional.of(imported), "caf\u00e9 terrace fin")).isEqualTo(PasswordMatch.WRONG);
        assertThat(peppers.exported(imported)).isEqualTo(PepperedHash.written(pepper, stored.hash()));
        StoredPassword moved = new StoredPassword(ours.hash(typed).hash(), null, imported.sealedPepper());
        assertThatThrownBy(() -> ours.compare(Optional.of(moved), typed)).isInstanceOf(UnsealException.class);
    }

    @Test
    @DisplayName(
            "[CRYP-02] without the pepper of its time a password cannot be checked, which is a fault of the service")
    void a_missing_pepper_is_a_fault() {
        Optional<StoredPassword> stored = Optional.of(at(QUICK, keyset).hash("tulip anvil 42 meridian"));
        Passwords others = at(QUICK, Keyset.parse(Keyset.generate()));
        assertThatThrownBy(() -> others.compare(stored, "tulip anvil 42 meridian"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keyset lacks");
    }
}
