package dev.sallyport.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.ids.ImportId;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import dev.sallyport.security.crypto.UnsealException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImportChunkTest {

    private static final String SECRET = "{\"secret\":\"GEZDGNBVGY3TQOJQ\"}";

    private final SealedSecrets secrets = Keyset.parse(Keyset.generate()).secrets();
    private final ImportId id = new ImportId(Ids.next());

    private static LineReader.Line line(int number, String text, boolean tooLong) {
        return new LineReader.Line(number, text.getBytes(StandardCharsets.UTF_8), tooLong);
    }

    @Test
    @DisplayName("[MOVE-16] Rows that wait are sealed, and open as they were with the number of their line")
    void rows_open_as_they_were() {
        ImportChunk chunk = new ImportChunk(
                7, List.of(line(3, SECRET, false), line(5, "é\r", false), line(9, "x".repeat(20), true)));

        byte[] sealed = chunk.seal(id, secrets);
        ImportChunk opened = ImportChunk.unseal(id, 7, sealed, secrets);

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("GEZDGNBVGY3TQOJQ");
        assertThat(opened.lines().stream().map(LineReader.Line::number)).containsExactly(3, 5, 9);
        assertThat(opened.lines().stream().map(each -> new String(each.bytes(), StandardCharsets.UTF_8)))
                .containsExactly(SECRET, "é\r", "");
        assertThat(opened.lines().stream().map(LineReader.Line::tooLong)).containsExactly(false, false, true);
        assertThat(opened.lastLine()).isEqualTo(9);
        assertThat(opened.after(3)).hasSize(2);
        assertThat(opened.toString()).doesNotContain("GEZDGNBVGY3TQOJQ");
    }

    @Test
    @DisplayName("[MOVE-16] Rows that wait open in no other place and in no other import")
    void rows_open_in_their_place() {
        byte[] sealed = new ImportChunk(7, List.of(line(3, SECRET, false))).seal(id, secrets);

        assertThatThrownBy(() -> ImportChunk.unseal(id, 8, sealed, secrets)).isInstanceOf(UnsealException.class);
        assertThatThrownBy(() -> ImportChunk.unseal(new ImportId(Ids.next()), 7, sealed, secrets))
                .isInstanceOf(UnsealException.class);
    }
}
