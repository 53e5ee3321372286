package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** No session ends without a word to the backends that check tokens by themselves. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EndedSessionsTest {

    private static final Pattern ENDS = Pattern.compile("(?i)\\bended_?at\\s*=");

    /** What the method reads that records the sessions. */
    private static final Pattern RECORDED = Pattern.compile("(?s)returning (s\\.)?id, .*\\bas ended\\s*$");

    @Test
    @DisplayName("[INTR-10] each statement that ends sessions is in one class, and records them")
    void each_statement_that_ends_sessions_records_them() {
        List<String> ending = new ArrayList<>();
        SqlTexts.ofSources()
                .forEach((file, texts) -> texts.stream()
                        .filter(text -> ENDS.matcher(text).find() && !text.contains("webhook_delivery"))
                        .forEach(text -> {
                            assertThat(file).hasFileName("SessionEndings.java");
                            ending.add(text);
                        }));
        assertThat(ending).hasSize(3).allSatisfy(text -> assertThat(text).containsPattern(RECORDED));
    }

    @Test
    @DisplayName("[INTR-10] no session is ended past these statements")
    void the_entity_ends_no_session() {
        JavaClass session = Rooms.SERVICE.get("dev.sallyport.sessions.session.Session");
        assertThat(session.getField("endedAt").getAccessesToSelf())
                .noneMatch(access -> access.getAccessType() == JavaFieldAccess.AccessType.SET);
    }
}
