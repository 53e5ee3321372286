package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.security.throttle.PasswordThrottle;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The messages about blind sign-ins: an account that gets them may be guessing. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlindWebhooksTest extends OwnersWebhooks {

    @Inject
    TestClock clock;

    /** One blind sign-in, with a wrong code for its second step. */
    private Endpoint guessed(String password) {
        clock.advance(Duration.ofHours(1));
        Person owner = owner();
        for (int number = 0; number < PasswordThrottle.MAX_ATTEMPTS; number++) {
            Api.signIn(owner.email, People.WRONG_PASSWORD, null).statusCode(401);
        }
        Await.await(() -> rows.auditsOf(owner, "authn_login_fail_max") == 1);
        Endpoint endpoint = endpoint();
        webhook(owner, endpoint, "*");
        String challenge = Api.signIn(owner.email, password, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        Api.verify(challenge, "email_code", "000000").statusCode(401);
        endpoint.await(2);
        return endpoint;
    }

    /** How many messages to the endpoint there are, sent or not. */
    private int queued(Endpoint endpoint) {
        return rows.number(
                "select count(*) from webhook_delivery d join webhook w on w.id = d.webhook_id where w.url = ?",
                endpoint.url());
    }

    private static List<String> shapes(Endpoint endpoint) {
        return endpoint.messages().stream()
                .map(message -> shape(message.json()))
                .sorted()
                .toList();
    }

    private static String shape(JsonNode message) {
        ObjectNode shape = message.deepCopy();
        ObjectNode data = (ObjectNode) shape.path("data");
        data.remove("userId");
        ((ArrayNode) data.path("accountIds")).removeAll();
        ((ObjectNode) data.path("actor")).remove("id");
        return shape.path("type").asText() + data;
    }

    @Test
    @DisplayName("[THRT-04] [HOOK-06] the messages are the same after a wrong blind password and after the right one")
    void no_message_reveals_the_password() {
        Endpoint wrong = guessed(People.WRONG_PASSWORD);
        Endpoint right = guessed(People.PASSWORD);
        Endpoint last = guessed(People.WRONG_PASSWORD);

        assertThat(shapes(right)).isEqualTo(shapes(wrong)).isEqualTo(shapes(last));
        assertThat(right.types()).containsExactlyInAnyOrder("sign_in.challenged", "sign_in.code_failed");
        // The last sign-in came after whatever the others had left to do: no third message is on its way.
        assertThat(Stream.of(wrong, right).map(this::queued)).containsOnly(2);
    }
}
