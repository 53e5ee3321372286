package dev.sallyport.policies.compliance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Writes members as CSV (RFC 4180). Every cell is quoted, and text that a spreadsheet would take for a formula gets an
 * apostrophe before it: an email may begin with an equals sign.
 */
final class ComplianceCsv {

    static final String MEDIA_TYPE = "text/csv";

    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private ComplianceCsv() {}

    /** Writes the header, and then each member that is given to it. */
    static Consumer<ComplianceView> to(OutputStream output) {
        write(output, "id", "email", "role", "status", "due_at");
        return member -> write(
                output,
                member.id().toString(),
                member.email(),
                member.role().text(),
                member.status().text(),
                member.dueAt() == null ? "" : member.dueAt().toString());
    }

    static String line(String... cells) {
        return Arrays.stream(cells).map(ComplianceCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }

    private static void write(OutputStream output, String... cells) {
        try {
            output.write(line(cells).getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
