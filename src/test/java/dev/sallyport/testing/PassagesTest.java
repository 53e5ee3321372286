package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PassagesTest {

    @Test
    void passages_are_found_at_the_start_within_and_at_the_end() {
        assertThat(Passages.in("abcde\u2022fgh", List.of("abc", "cde\u2022", "fgh", "bcf", "ghi", "abcdef")))
                .containsExactlyInAnyOrder("abc", "cde\u2022", "fgh");
        assertThat(Passages.in("ab", List.of("abc", "ab"))).containsExactly("ab");
        assertThat(Passages.in("", List.of("a"))).isEmpty();
        assertThat(Passages.in("a", List.of())).isEmpty();
        assertThatThrownBy(() -> Passages.in("a", List.of("a", ""))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void those_are_found_that_the_text_contains() {
        Random random = new Random(7);
        String text = letters(random, 2000);
        Set<String> passages = new HashSet<>();
        for (int number = 0; number < 400; number++) {
            passages.add(letters(random, 2 + random.nextInt(9)));
        }
        assertThat(Passages.in(text, passages))
                .hasSizeBetween(50, 350)
                .isEqualTo(passages.stream().filter(text::contains).collect(Collectors.toSet()));
    }

    private static String letters(Random random, int count) {
        return random.ints(count, 'a', 'd').mapToObj(Character::toString).collect(Collectors.joining());
    }
}
