package dev.sallyport.sessions.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeysUnderPressureTest {

    private static final int FLOOD = 100;
    private static final String PUBLISHED_AHEAD = "select count(*) from signing_key where activates_at > ?";

    @Inject
    People people;

    @Inject
    HeldUser held;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    SessionFactory sessions;

    /** The token as if another key had signed it. */
    private static String ofAnUnknownKey(String token) {
        String header = "{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"" + UUID.randomUUID() + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + token.substring(token.indexOf('.'));
    }

    @Test
    @DisplayName(
            "[JWT-05] a flood of tokens of keys that are not known does not make the service read its keys each time")
    void a_flood_of_unknown_keys() {
        Person ada = people.signedIn();
        Statistics statistics = sessions.getStatistics();
        statistics.setStatisticsEnabled(true);
        long before = statistics.getPrepareStatementCount();

        for (int number = 0; number < FLOOD; number++) {
            Api.session(ofAnUnknownKey(ada.accessToken)).statusCode(401);
        }

        // What runs by the clock takes some, and a look in five seconds is allowed.
        assertThat(statistics.getPrepareStatementCount() - before).isLessThan(FLOOD / 2);
        Api.session(ada.accessToken).statusCode(200);
    }

    @Test
    @DisplayName("[JWT-07] of rotations that are asked for at one moment one makes a key")
    void one_rotation_at_a_time() throws Exception {
        clock.advance(Duration.ofHours(1));
        Supplier<Response> rotate = () -> Api.asClient().post("/v1/admin/signing-keys/rotate");

        List<Response> answers = held.allWaiting(
                "select pg_advisory_xact_lock(hashtext('sallyport signing key'))", List.of(rotate, rotate, rotate));

        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(201, 409, 409);
        assertThat(rows.number(PUBLISHED_AHEAD, Timestamp.from(clock.instant())))
                .isOne();
        clock.advance(Duration.ofHours(1));
    }
}
