package dev.sallyport.sessions.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SnapshotTest {

    private static Snapshot of(String text) {
        return Snapshot.parse(text).orElseThrow();
    }

    @Test
    @DisplayName("[INTR-10] a snapshot sees what had ended: not what was running, and nothing that began later")
    void what_it_sees() {
        Snapshot snapshot = of("100:110:100,104,109");
        assertThat(LongStream.range(98, 113).filter(snapshot::sees))
                .containsExactly(98L, 99L, 101L, 102L, 103L, 105L, 106L, 107L, 108L);
        assertThat(of("100:100:").sees(99)).isTrue();
        assertThat(of("100:100:").sees(100)).isFalse();
        assertThat(Snapshot.NONE.sees(3)).isFalse();
    }

    @Test
    @DisplayName("[INTR-10] however many transactions run, their ids are read")
    void a_busy_database() {
        String running =
                LongStream.range(100_000, 150_000).mapToObj(Long::toString).collect(Collectors.joining(","));
        assertThat(of("100000:200000:" + running).sees(149_999)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:1:", "741:741:", "100:110:100,104,109", "999999999999999999:999999999999999999:"})
    void it_is_read_as_it_is_written(String text) {
        assertThat(of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1:1",
                "1:1:,",
                "0:1:",
                "2:1:",
                "1:1:1",
                "5:9:4",
                "5:9:9",
                "5:9:6,",
                "-1:2:",
                "1:2:x",
                "1:9999999999999999999:",
                " 1:1:",
                "1:1:\n"
            })
    void what_is_none_is_refused(String text) {
        assertThat(Snapshot.parse(text)).isEmpty();
    }

    @Test
    @DisplayName("[INTR-10] with very many transactions at once some rows are read twice, and none is left out")
    void very_many_at_once() {
        Set<Long> running = LongStream.range(500, 601).boxed().collect(Collectors.toCollection(TreeSet::new));
        Snapshot crowded = new Snapshot(500, 700, running);
        Snapshot stored = of(crowded.text());
        assertThat(stored).isEqualTo(new Snapshot(500, 500, Set.of()));
        assertThat(LongStream.range(400, 800).filter(stored::sees)).allMatch(crowded::sees);

        Snapshot large =
                new Snapshot(500, 700, LongStream.range(500, 600).boxed().collect(Collectors.toSet()));
        assertThat(of(large.text())).isEqualTo(large);
    }

    @Test
    @DisplayName("[INTR-10] a reader is not led back by a standby that lags")
    void the_later_of_two() {
        Snapshot early = of("100:110:104");
        assertThat(early.orLater(of("112:112:"))).isEqualTo(of("112:112:"));
        assertThat(of("112:112:").orLater(early)).isEqualTo(of("112:112:"));
        assertThat(early.orLater(of("110:110:"))).isEqualTo(of("110:110:"));
        assertThat(of("110:110:").orLater(early)).isEqualTo(of("110:110:"));
    }
}
