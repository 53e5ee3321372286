package dev.sallyport.trail.webhook;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How many messages an account has sent on demand. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountWebhookLimitTest extends OwnersWebhooks {

    private static final String MESSAGES = "select count(*) from webhook_delivery where webhook_id = ?::uuid";

    private static ValidatableResponse test(Person owner, String webhook) {
        return Api.as(owner.accessToken)
                .post(PATH + "/{id}/test", owner.accountId, webhook)
                .then();
    }

    private static ValidatableResponse redeliver(Person owner, String webhook, String message) {
        return Api.as(owner.accessToken)
                .post(PATH + "/{id}/deliveries/{message}/redeliver", owner.accountId, webhook, message)
                .then();
    }

    private void leave(Person owner, int left) {
        rows.change(
                "update allowance set taken = array[?] where kind = 'webhook_message' and owner = ?",
                MessageAllowance.AN_HOUR - left,
                owner.accountId);
    }

    @Test
    @DisplayName("[HOOK-06] an account has a hundred messages an hour sent on demand, by tests and again")
    void beyond_the_allowance() {
        Person ada = owner();
        Endpoint endpoint = endpoint();
        String id = webhook(ada, endpoint, "device.*");
        test(ada, id)
                .statusCode(202)
                .header("RateLimit", equalTo("\"webhook-message\";r=" + (MessageAllowance.AN_HOUR - 1) + ";t=3600"));
        String message = endpoint.await(1).id();
        leave(ada, 2);
        redeliver(ada, id, message).statusCode(202);
        test(ada, id).statusCode(202);

        refused(test(ada, id), 429, "too-many-requests").header("Retry-After", notNullValue());
        refused(redeliver(ada, id, message), 429, "too-many-requests").header("Retry-After", notNullValue());

        assertThat(rows.number(MESSAGES, id)).isEqualTo(2);
        Person bob = owner();
        test(bob, webhook(bob, endpoint(), "device.*")).statusCode(202);
    }
}
