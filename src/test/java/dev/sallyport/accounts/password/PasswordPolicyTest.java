package dev.sallyport.accounts.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nulabinc.zxcvbn.Context;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.matchers.L33tMatcher;
import dev.sallyport.base.problem.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PasswordPolicyTest {

    private static final String LIST = "/com/nulabinc/zxcvbn/matchers/dictionaries/passwords.txt";

    private static final String LOOK_ALIKES = "4@8({[<369 1!|70$5+%2";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final String DIGITS = "0123456789";

    /** Twenty times what the worst text takes: no machine is that much slower for a moment. */
    private static final Duration FAR_TOO_LONG = Duration.ofMillis(400);

    private static final List<String> CONTEXT = List.of("vexing.quartz.lynx@example.org", "vexing.quartz.lynx", "Acme");

    private final PasswordPolicy policy = new PasswordPolicy();

    @Test
    @DisplayName(
            "[AUTH-08] [O5] every known password that is long enough to be set is refused, and more than 3000 are known")
    void known_passwords_are_refused() throws IOException {
        List<String> known = known();
        assertThat(known).hasSizeGreaterThan(3000);
        assertThat(known)
                .allSatisfy(password -> assertThat(policy.objection(password, List.of()))
                        .as(password)
                        .isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correcthorsebatterystaple",
                "Correct Horse Battery Staple!",
                "correct-horse-battery-staple-2026",
                "ToBeOrNotToBe",
                "MayTheForceBeWithYou1",
                "Sein oder nicht sein",
            })
    @DisplayName("[AUTH-08] a phrase that many know is refused, however it is spaced, and with a number behind")
    void known_phrases_are_refused(String phrase) {
        assertThat(policy.objection(phrase, List.of()))
                .hasValueSatisfying(why -> assertThat(why.toString()).contains("well-known phrase"));
    }

    @Test
    void unrelated_words_are_accepted() {
        assertThat(policy.objection("correct staple meridian falcon", List.of()))
                .isEmpty();
    }

    private static List<String> known() throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(PasswordPolicy.class.getResourceAsStream(LIST), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(password -> password.length() >= PasswordPolicy.MIN_LENGTH)
                    .toList();
        }
    }

    static List<String> texts_that_take_long() {
        List<String> texts = new ArrayList<>();
        for (String piece : List.of(
                "@4$$!1|0",
                LOOK_ALIKES,
                "p@$$w0rd|1+73!4c3%2[",
                "{[<(4@6917|!5$7+",
                "0 1 7 4 5 3 8 2 ",
                "0",
                "a",
                "ab",
                "aab",
                "1990-01-01",
                "1.1.1990",
                "01/02/",
                "qwertyuiopasdfghjkl",
                "1qaz2wsx3edc4rfv",
                "!@#$%^&*()1234567890",
                "password",
                "drowssap",
                "iloveyousunshineprincess",
                "abcdefghijklmnopqrstuvwxyz0123456789",
                "аррle漢字😀é",
                "111117777744444",
                "vexing.quartz.lynx")) {
            texts.add(piece.repeat(PasswordPolicy.MAX_LENGTH).substring(0, PasswordPolicy.MAX_LENGTH));
        }
        for (String alphabet :
                List.of(LOOK_ALIKES, LOOK_ALIKES + LETTERS, "174", DIGITS, "12", "01/", LETTERS, "ab", "漢字аб")) {
            texts.add(random(alphabet, PasswordPolicy.MAX_LENGTH));
            texts.add(random(alphabet, PasswordPolicy.PART));
        }
        texts.add("a".repeat(PasswordPolicy.MAX_LENGTH - 1) + "b");
        return texts;
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("[O5] whatever the text is, it is checked in a small part of a second of one core")
    void texts_that_take_long(String text) {
        PasswordPolicy withoutLimit = new PasswordPolicy(() -> 0);
        long best = Long.MAX_VALUE;
        for (int time = 0; time < 3; time++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            withoutLimit.objection(text, CONTEXT);
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
        }
        assertThat(Duration.ofNanos(best)).isLessThan(FAR_TOO_LONG);
    }

    @Test
    @DisplayName("[O5] of look-alike characters only a few combinations are left to be looked up")
    void look_alikes_have_few_combinations() {
        L33tMatcher matcher = new L33tMatcher(new Context(Map.of(), Map.of()), Map.of());
        int combinations = matcher.relevantL33tSubTable(PasswordGuesses.unified(LOOK_ALIKES)).values().stream()
                .mapToInt(List::size)
                .reduce(1, Math::multiplyExact);

        assertThat(combinations).isEqualTo(PasswordGuesses.MOST_READINGS);
    }

    @Test
    @DisplayName("[AUTH-08] ordinary passwords are rated as zxcvbn rates them")
    void ordinary_passwords_are_judged_as_ever() throws IOException {
        Zxcvbn library = new Zxcvbn();
        List<String> known = known();
        Random random = new Random(7);
        for (int number = 0; number < 60; number++) {
            String password = known.get(random.nextInt(known.size()))
                    + (number % 2 == 0 ? random(LETTERS + "!@$", number % 9) : known.get(random.nextInt(known.size())));
            boolean strong = library.measure(password, CONTEXT).getScore() >= 3;
            assertThat(policy.objection(password, CONTEXT).isEmpty())
                    .as(password)
                    .isEqualTo(strong);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p4$$w0rd",
                "P@55W0RD!",
                "!qaz@wsx",
                "!@#$%^&*()1234567890",
                "1990-01-011990-01-01",
                "m0nk3y|1|1",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "passwordpasswordpasswordpasswordpasswordpasswordpasswordpasswordpassword",
                "vexing.quartz.lynx@example.orgvexing.quartz.lynx@example.orgvexing.quartz.lynx1"
            })
    @DisplayName("[AUTH-08] look-alikes, long repeats and names of one's own stay weak")
    void weak_ones_stay_weak(String password) {
        assertThat(policy.objection(password, CONTEXT)).isPresent();
    }

    @Test
    @DisplayName("[AUTH-08] a long address of one's own is weak also where it is longer than what is rated at once")
    void a_long_address_is_weak() {
        String address = "vexing.quartz.lynx.of.copper.lanterns.and.tugboats@mail.meridian.example.org";
        assertThat(address.length()).isGreaterThan(PasswordPolicy.PART);

        assertThat(policy.objection(address + "1", List.of(address))).isPresent();
        assertThat(policy.objection("1" + address.toUpperCase(Locale.ROOT), List.of(address)))
                .isPresent();
    }

    @Test
    @DisplayName("[AUTH-06] a long password is taken wherever its strength is: in front, in the middle or at the end")
    void strength_counts_wherever_it_is() {
        String weak = "a".repeat(100);
        String strong = "tulip anvil 42 meridian";

        assertThat(policy.objection(strong + weak, CONTEXT)).isEmpty();
        assertThat(policy.objection(weak.substring(4) + strong + weak, CONTEXT)).isEmpty();
        assertThat(policy.objection(weak + strong, CONTEXT)).isEmpty();
        assertThat(policy.objection("nine copper lanterns, vexing.quartz.lynx@example.org and a tugboat", CONTEXT))
                .isEmpty();
    }

    @Test
    @DisplayName("[O5] a result that takes too long says nothing of the password, weak or strong: 503")
    void a_judgement_has_a_limit() {
        for (String password : List.of("password1", "tulip anvil 42 meridian")) {
            AtomicLong time = new AtomicLong();
            PasswordPolicy slow = new PasswordPolicy(() -> time.getAndAdd(PasswordPolicy.LIMIT.toNanos() / 2));

            assertThatThrownBy(() -> slow.objection(password, List.of()))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refusal -> assertThat(refusal.type().status()).isEqualTo(503));
        }
    }

    private static String random(String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        new Random(length).ints(length, 0, alphabet.length()).forEach(at -> text.append(alphabet.charAt(at)));
        return text.toString();
    }
}
