package dev.sallyport.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.clients.TestClients;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RecordedLog;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** An export is reported to those who answer for the service. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExportTrailTest {

    @Inject
    Rows database;

    @Inject
    Mailbox mailbox;

    @Inject
    People people;

    @Test
    @DisplayName(
            "[MOVE-13] The trail has the begin and the end of an export with the number of users, and a mail tells it;"
                    + " neither has a secret")
    void an_export_is_told() {
        Person ada = people.enrolled();
        Exports receiver = new Exports();
        try (RecordedLog log = RecordedLog.open()) {
            Api.as(TestClients.with("export").token())
                    .header("Sallyport-Recipient-Key", receiver.header())
                    .get("/v1/admin/export")
                    .then()
                    .statusCode(200);
            assertThat(log.text())
                    .contains("users_export_started", "users_exported")
                    .doesNotContain(ada.email, "hmac-sha256", receiver.header());
        }
        List<Map<String, Object>> events = database.list(
                "select type, actor_kind, details ->> 'users' as users, details ->> 'complete' as complete,"
                        + " details ->> 'recipient' as recipient from audit_event"
                        + " where type like 'users_export%' order by id desc limit 2");
        assertThat(events)
                .extracting(event -> event.get("type"))
                .containsExactly("users_exported", "users_export_started");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.get("actor_kind")).isEqualTo("client");
            assertThat(event.get("recipient").toString()).hasSize(43);
        });
        assertThat(events.get(0)).containsEntry("complete", "true");
        assertThat(Long.parseLong(events.get(0).get("users").toString())).isPositive();
        for (String contact : List.of("ops@export.example", "security@export.example")) {
            assertThat(Mailbox.text(mailbox.awaitMailsTo(contact, 1).get(0)))
                    .contains(events.get(0).get("recipient").toString());
        }
    }
}
