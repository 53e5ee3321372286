package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The patterns of events that a webhook names, across versions. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookPatternsTest extends OwnersWebhooks {

    @Inject
    WebhookUpgrade upgrade;

    @Test
    @DisplayName("[HOOK-02] patterns for which it fails keep no other webhook from the events of this version")
    void patterns_for_which_it_fails() {
        Person ada = owner();
        String bad = post(ada, "http://127.0.0.1:9/", "device.trusted")
                .statusCode(201)
                .extract()
                .path("id");
        List<String> good = new ArrayList<>();
        for (String event : List.of("device.revoked", "device.renamed", "member.joined")) {
            good.add(post(ada, "http://127.0.0.1:9/", event)
                    .statusCode(201)
                    .extract()
                    .path("id"));
        }
        rows.change("update webhook set types = '{}' where account_id = ?::uuid", ada.accountId);
        rows.change("alter table webhook add constraint of_a_test check (id <> '%s' or types = '{}')".formatted(bad));
        try {
            assertThat(upgrade.upgrade()).isFalse();
        } finally {
            rows.change("alter table webhook drop constraint of_a_test");
        }

        assertThat(good)
                .allSatisfy(
                        id -> assertThat(rows.number("select cardinality(types) from webhook where id = ?::uuid", id))
                                .isEqualTo(1));
        assertThat(upgrade.upgrade()).isTrue();
    }

    @Test
    @DisplayName("[HOOK-02] a webhook from before an upgrade gets the events that its pattern means now")
    void patterns_mean_what_this_version_knows() {
        Person ada = owner();
        String id = post(ada, "http://127.0.0.1:9/", "account.*", "device.trusted")
                .statusCode(201)
                .extract()
                .path("id");
        rows.change("update webhook set types = '{device_trusted}' where id = ?::uuid", id);
        assertThat(upgrade.upgrade()).isTrue();
        assertThat(rows.text("select array_to_string(types, ' ') from webhook where id = ?::uuid", id))
                .isEqualTo("account_changed account_password_change_required account_renamed device_trusted");
    }
}
