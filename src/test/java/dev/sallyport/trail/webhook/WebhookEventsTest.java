package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.audit.AuditType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookEventsTest {

    @Test
    @DisplayName("[HOOK-01] a pattern is a name, a group or all, and nothing that matches no event")
    void patterns() {
        assertThat(WebhookEvents.types(List.of("session.ended"))).containsExactly("session_expired");
        assertThat(WebhookEvents.types(List.of("session.*", "session.ended")))
                .containsExactly("authn_token_reuse", "session_expired", "step_up");
        assertThat(WebhookEvents.types(List.of("*")))
                .hasSameSizeAs(WebhookEvents.names())
                .doesNotContain("client_created", "sensitive_read");
        assertThat(List.of("*", "two_factor.*", "two_factor.enabled")).allMatch(WebhookEvents::isKnown);
        assertThat(List.of(
                        "",
                        "two_factor",
                        "two_factor.",
                        "two*",
                        "*.*",
                        ".*",
                        "none.*",
                        "two_factor.none",
                        "TWO_FACTOR.*"))
                .noneMatch(WebhookEvents::isKnown);
    }

    @Test
    void each_name_is_of_one_event() {
        assertThat(WebhookEvents.names()).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z_]+\\.[a-z_]+"));
        assertThat(WebhookEvents.name(AuditType.TWO_FACTOR_ENABLED.text())).contains("two_factor.enabled");
        assertThat(WebhookEvents.name(AuditType.CLIENT_CREATED.text())).isEmpty();
    }

    @Test
    @DisplayName("[DOCS-02] the page lists every event")
    void every_event_is_on_the_page() throws Exception {
        String page = Files.readString(Path.of("src/site/markdown/webhooks.md"));
        for (String name : WebhookEvents.names()) {
            String[] parts = name.split("\\.");
            assertThat(page.lines().filter(line -> line.startsWith("| `" + parts[0] + "` |")))
                    .as(name)
                    .singleElement()
                    .asString()
                    .contains("`" + parts[1] + "`");
        }
    }
}
