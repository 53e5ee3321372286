package dev.sallyport.trail.siem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.audit.AuditType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SeverityTest {

    private static final Pattern WARNINGS =
            Pattern.compile("The severity is \\*warning\\*(.*?) It is \\*notice\\*", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("`([a-z_]+)`");

    @Test
    @DisplayName("[DOCS-02] [LOGS-15] the documents list the types of events that are warnings")
    void warnings_are_documented() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/operations.md"));
        String documented =
                WARNINGS.matcher(page).results().findFirst().orElseThrow().group(1);
        List<String> warnings = Stream.concat(
                        Stream.of("backup_restored"),
                        Arrays.stream(AuditType.values()).map(AuditType::text))
                .filter(type -> Severity.of(type, false) == Severity.WARNING)
                .sorted()
                .toList();
        assertThat(TYPE.matcher(documented).results().map(MatchResult::group).map(type -> type.replace("`", "")))
                .containsExactlyElementsOf(warnings);
    }

    @Test
    @DisplayName("[LOGS-15] what was refused is a notice, unless it is a warning")
    void refusals() {
        assertThat(Severity.of("authn_code_fail", true)).isEqualTo(Severity.NOTICE);
        assertThat(Severity.of("client_secret_fail", true)).isEqualTo(Severity.WARNING);
        assertThat(Severity.of("authn_login_success", false)).isEqualTo(Severity.INFORMATIONAL);
    }
}
