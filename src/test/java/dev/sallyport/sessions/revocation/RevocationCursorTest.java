package dev.sallyport.sessions.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.sessions.revocation.RevocationRepository.Found;
import dev.sallyport.sessions.revocation.RevocationRepository.Recorded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RevocationCursorTest {

    private static final UUID FEED = UUID.fromString("0199d3c2-0000-7000-8000-000000000001");
    private static final Snapshot READ = Snapshot.parse("100:110:104").orElseThrow();
    private static final Snapshot LATER = Snapshot.parse("120:120:").orElseThrow();

    private static String encoded(String plain) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<Recorded> rows(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(number -> new Recorded(
                        115,
                        number,
                        new Revocation(RevocationType.SESSION, "session-" + number, Instant.EPOCH, Instant.MAX)))
                .toList();
    }

    @Test
    void a_cursor_is_read_as_it_is_written() {
        RevocationCursor whole = RevocationCursor.at(FEED, READ);
        RevocationCursor part = whole.upTo(LATER, 115, 7);
        assertThat(RevocationCursor.parse(whole.text())).contains(whole);
        assertThat(RevocationCursor.parse(part.text())).contains(part);
        assertThat(encoded("0199d3c2-0000-7000-8000-000000000001/741:741:"))
                .isEqualTo("MDE5OWQzYzItMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxLzc0MTo3NDE6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "0199d3c2-0000-7000-8000-000000000001",
                "x/741:741:",
                "0199d3c2-0000-7000-8000-000000000001/741",
                "0199d3c2-0000-7000-8000-000000000001/741:741:/120:120:",
                "0199d3c2-0000-7000-8000-000000000001/741:741:/120:120:/1/-1",
                "0199d3c2-0000-7000-8000-000000000001/741:741:/120:120:/1/1/1",
                "0199d3c2-0000-7000-8000-000000000001/741:741:/120/1/1"
            })
    void what_is_none_is_refused(String plain) {
        assertThat(RevocationCursor.parse(encoded(plain))).isEmpty();
    }

    @Test
    void other_texts_are_refused() {
        assertThat(RevocationCursor.parse("not base64 !")).isEmpty();
        assertThat(RevocationCursor.parse("A".repeat(100_000))).isEmpty();
    }

    @Test
    @DisplayName("[INTR-10] a full page ends at its last row, and the rest is read as of the same moment")
    void a_full_page() {
        RevocationCursor start = RevocationCursor.at(FEED, READ);
        RevocationPart first = RevocationPart.of(start, new Found(FEED, LATER, rows(501)));
        assertThat(first.items()).hasSize(500);
        assertThat(first.next()).isEqualTo(start.upTo(LATER, 115, 500));

        Snapshot muchLater = Snapshot.parse("130:130:").orElseThrow();
        RevocationPart rest = RevocationPart.of(first.next(), new Found(FEED, muchLater, rows(500)));
        assertThat(rest.items()).hasSize(500);
        assertThat(rest.next()).isEqualTo(RevocationCursor.at(FEED, LATER));
    }

    @Test
    @DisplayName("[INTR-10] an entry is kept for as long as the longest token lives, and a minute")
    void how_long_an_entry_matters() {
        assertThat(Revocations.TOKENS_LAST).hasMinutes(11);
    }
}
