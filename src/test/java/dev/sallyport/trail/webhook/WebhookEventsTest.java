package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.audit.AuditType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookEventsTest {

    private static final Map<AuditType, String> NOT_TOLD = Map.ofEntries(
            Map.entry(AuditType.AUTHN_LOGIN_FAIL_MAX, "a limit: many for one attack"),
            Map.entry(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, "the same"),
            Map.entry(AuditType.AUTHN_CODE_SENT, "a step of a sign-in, whose end is an event"),
            Map.entry(AuditType.TOTP_CHECK, "the backend that asked has the answer"),
            Map.entry(AuditType.ENROLLMENT_STARTED, "a step of a set-up, whose end is an event"),
            Map.entry(AuditType.ENROLLMENT_CODE_FAIL, "the same"),
            Map.entry(AuditType.EMAIL_CHANGE_REQUESTED, "a step of a change, whose end is an event"),
            Map.entry(AuditType.EMAIL_CHANGE_CODE_FAIL, "the same"),
            Map.entry(AuditType.AUTHZ_FAIL, "nothing happened"),
            Map.entry(AuditType.SENSITIVE_READ, "nothing changed"),
            Map.entry(AuditType.PASSWORD_LIST_UNAVAILABLE, "a fault, which operators watch"),
            Map.entry(AuditType.USERS_IMPORT_STARTED, "about no user: each user of the import has an event"),
            Map.entry(AuditType.USERS_IMPORTED, "the same"),
            Map.entry(AuditType.USERS_EXPORT_STARTED, "about no user: the contacts of the service get a mail"),
            Map.entry(AuditType.USERS_EXPORTED, "the same"),
            Map.entry(AuditType.CLIENT_SECRET_FAIL, "about machines, which operators watch"),
            Map.entry(AuditType.CLIENT_CREATED, "the same"),
            Map.entry(AuditType.CLIENT_CHANGED, "the same"),
            Map.entry(AuditType.CLIENT_SECRET_ROTATED, "the same"),
            Map.entry(AuditType.CLIENT_DELETED, "the same"),
            Map.entry(AuditType.SIGNING_KEY_ROTATED, "the same"),
            Map.entry(AuditType.SIGNING_KEY_REMOVED, "the same"),
            Map.entry(AuditType.IDENTITY_PROVIDER_ADDED, "the same"),
            Map.entry(AuditType.IDENTITY_PROVIDER_REMOVED, "the same"),
            Map.entry(AuditType.WEBHOOK_CREATED, "about webhooks themselves"),
            Map.entry(AuditType.WEBHOOK_CHANGED, "the same"),
            Map.entry(AuditType.WEBHOOK_SECRET_ROTATED, "the same"),
            Map.entry(AuditType.WEBHOOK_DELETED, "the same"),
            Map.entry(AuditType.WEBHOOK_DISABLED, "the same, and its contact gets a mail"));

    @Test
    @DisplayName("[HOOK-01] a pattern is a name, a group or all, and nothing that matches no event")
    void patterns() {
        assertThat(WebhookEvents.types(List.of("session.ended"), false)).containsExactly("session_expired");
        assertThat(WebhookEvents.types(List.of("session.*", "session.ended"), false))
                .containsExactly("authn_token_reuse", "session_expired", "step_up");
        assertThat(WebhookEvents.types(List.of("*"), false))
                .hasSameSizeAs(WebhookEvents.names(false))
                .doesNotContain("client_created", "sensitive_read");
        assertThat(List.of("*", "two_factor.*", "two_factor.enabled"))
                .allMatch(pattern -> WebhookEvents.isKnown(pattern, false));
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
                .noneMatch(pattern -> WebhookEvents.isKnown(pattern, false));
    }

    @Test
    @DisplayName("[HOOK-06] an account gets every event but its own creation and erasure")
    void patterns_of_accounts() {
        assertThat(WebhookEvents.types(List.of("account.*"), true))
                .containsExactly("account_changed", "account_password_change_required", "account_renamed");
        assertThat(WebhookEvents.names(true)).hasSize(WebhookEvents.names(false).size() - 2);
        assertThat(List.of("account.created", "account.erased"))
                .noneMatch(pattern -> WebhookEvents.isKnown(pattern, true));
    }

    @Test
    @DisplayName("[HOOK-01] a copied token of a session is about the session, and one of a device about the device")
    void copies() {
        assertThat(WebhookEvents.find("authn_token_reuse"))
                .contains(new WebhookEvents.Event("session.token_reused", WebhookSubject.SESSION));
        assertThat(WebhookEvents.find("device_copied"))
                .contains(new WebhookEvents.Event("device.copied", WebhookSubject.DEVICE));
    }

    @Test
    void each_name_is_of_one_event() {
        assertThat(WebhookEvents.names(false))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z_]+\\.[a-z_]+"));
        assertThat(WebhookEvents.find(AuditType.TWO_FACTOR_ENABLED.text()).map(WebhookEvents.Event::name))
                .contains("two_factor.enabled");
        assertThat(WebhookEvents.find(AuditType.CLIENT_CREATED.text())).isEmpty();
    }

    @Test
    @DisplayName("[HOOK-01] each type of the trail has an event, or there is a reason why it has none")
    void no_type_of_the_trail_is_forgotten() {
        Set<AuditType> published = EnumSet.noneOf(AuditType.class);
        for (AuditType type : AuditType.values()) {
            if (WebhookEvents.find(type.text()).isPresent()) {
                published.add(type);
            }
        }
        assertThat(published).doesNotContainAnyElementsOf(NOT_TOLD.keySet());
        assertThat(EnumSet.complementOf(EnumSet.copyOf(published))).isEqualTo(NOT_TOLD.keySet());
    }

    @Test
    @DisplayName("[DOCS-02] the page lists every event")
    void every_event_is_on_the_page() throws Exception {
        String page = Files.readString(Path.of("src/site/markdown/webhooks.md"));
        for (String name : WebhookEvents.names(false)) {
            String[] parts = name.split("\\.");
            assertThat(page.lines().filter(line -> line.startsWith("| `" + parts[0] + "` |")))
                    .as(name)
                    .singleElement()
                    .asString()
                    .contains("`" + parts[1] + "`");
        }
    }
}
