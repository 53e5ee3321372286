package dev.sallyport.trail.webhook;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** An operator who lets accounts have no webhooks. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountWebhooksOffTest {

    @Inject
    People people;

    @Inject
    Rows rows;

    private static String created(Endpoint endpoint) {
        return Api.asClient()
                .body(Api.body("url", endpoint.url(), "events", List.of("device.*")))
                .post("/v1/admin/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void test(String id) {
        Api.asClient().post("/v1/admin/webhooks/{id}/test", id).then().statusCode(202);
    }

    @Test
    @DisplayName("[HOOK-06] where accounts can have no webhook, none is created, and one from before is sent nothing")
    void none_is_created_or_served() {
        Person ada = people.signedIn();
        refused(
                Api.as(ada.accessToken)
                        .body(Api.body("url", "http://127.0.0.1:9/", "events", List.of("device.*")))
                        .post("/v1/accounts/{id}/webhooks", ada.accountId)
                        .then(),
                409,
                "conflict");
        try (Endpoint ofAccount = new Endpoint();
                Endpoint ofService = new Endpoint()) {
            String before = created(ofAccount);
            String other = created(ofService);
            rows.change("update webhook set account_id = ?::uuid where id = ?::uuid", ada.accountId, before);
            Api.as(ada.accessToken)
                    .post("/v1/accounts/{account}/webhooks/{id}/test", ada.accountId, before)
                    .then()
                    .statusCode(202);
            test(other);
            ofService.await(1);
            test(other);
            ofService.await(2);
            assertThat(ofAccount.messages()).isEmpty();
            assertThat(rows.number(
                            "select attempts from webhook_delivery where webhook_id = ?::uuid and ended_at is null",
                            before))
                    .isZero();
            rows.change("delete from webhook where id in (?::uuid, ?::uuid)", before, other);
        }
    }
}
