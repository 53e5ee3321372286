package dev.sallyport.factors.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.crypto.Ids;
import dev.sallyport.security.crypto.Keyset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EmailCodesTest {

    private static final int SAMPLE = 20_000;

    /** Nine degrees of freedom: a fair source exceeds 60 once in a thousand million times. */
    private static final double BOUND = 60;

    private final EmailCodes codes = new EmailCodes(Keyset.parse(Keyset.generate()));

    private List<String> sample() {
        List<String> sample = new ArrayList<>();
        for (int number = 0; number < SAMPLE; number++) {
            sample.add(codes.codeOf(Ids.next()));
        }
        return sample;
    }

    @Test
    @DisplayName("[MAIL-02] codes are six digits, evenly spread at every position, with leading zeros")
    void codes_are_uniform() {
        List<String> sample = sample();
        assertThat(sample).allMatch(code -> code.matches("[0-9]{6}"));
        for (int position = 0; position < 6; position++) {
            int[] counts = new int[10];
            for (String code : sample) {
                counts[code.charAt(position) - '0']++;
            }
            double chiSquared = 0;
            for (int count : counts) {
                chiSquared += Math.pow(count - SAMPLE / 10.0, 2) / (SAMPLE / 10.0);
            }
            assertThat(chiSquared).as("position %d", position).isLessThan(BOUND);
        }
        assertThat(sample.stream().filter(code -> code.startsWith("0")).count())
                .isBetween(SAMPLE / 10L * 85 / 100, SAMPLE / 10L * 115 / 100);
        assertThat(new HashSet<>(sample)).hasSizeGreaterThan(SAMPLE * 98 / 100);
    }

    @Test
    @DisplayName("[MAIL-02] the code of a challenge is always the same, and only with the same key")
    void a_code_belongs_to_its_challenge_and_key() {
        EmailCodes others = new EmailCodes(Keyset.parse(Keyset.generate()));
        int same = 0;
        for (int number = 0; number < 100; number++) {
            UUID challenge = UUID.randomUUID();
            assertThat(codes.codeOf(challenge)).isEqualTo(codes.codeOf(challenge));
            assertThat(codes.matches(challenge, codes.codeOf(challenge))).isTrue();
            same += others.codeOf(challenge).equals(codes.codeOf(challenge)) ? 1 : 0;
        }
        assertThat(same).isLessThan(3);
    }
}
