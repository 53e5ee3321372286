package dev.sallyport.sessions.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Signing keys that are removed. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RemovedKeysTest extends RotatedKeys {

    @Test
    @DisplayName("[JWT-07] a key that is taken away ends its tokens at once; sessions continue with the next")
    void a_key_is_taken_away() {
        settle();
        Person ada = people.signedIn();
        String stolen = kid(ada.accessToken);
        Api.introspect(ada.accessToken).body("active", equalTo(true));

        remove(stolen).statusCode(204);

        Api.session(ada.accessToken).statusCode(401);
        Api.introspect(ada.accessToken).body("active", equalTo(false));
        assertThat(published()).hasSize(1).doesNotContain(stolen);
        String next = refreshed(ada);
        assertThat(kid(next)).isNotEqualTo(stolen);
        Api.session(next).statusCode(200);
        Ceremonies.refused(remove(stolen), 404, "not-found");
        Ceremonies.refused(remove("nobody"), 404, "not-found");
    }

    private static ValidatableResponse remove(String kid) {
        return Api.asClient().delete("/v1/admin/signing-keys/{kid}", kid).then();
    }

    @Test
    @DisplayName(
            "[JWT-07] the next key taken away before it signs: another follows, and there is always one that signs")
    void the_next_key_is_taken_away() {
        settle();
        String signing = kid(people.signedIn().accessToken);
        String next = rotate().statusCode(201).extract().path("kid");
        remove(next).statusCode(204);

        List<String> left = published();
        assertThat(left).hasSize(2).contains(signing).doesNotContain(next);
        Person ada = people.signedIn();
        assertThat(kid(ada.accessToken)).isEqualTo(signing);
        settle();
        assertThat(kid(refreshed(ada))).isNotEqualTo(signing).isIn(left);
        assertThat(published()).hasSize(1);
    }

    @Test
    @DisplayName("[JWT-07] the key that signs taken away while the next one waits: its forerunner signs until then")
    void the_signing_key_is_taken_away_before_the_next_signs() {
        settle();
        Person ada = people.signedIn();
        String first = kid(ada.accessToken);
        String second = rotate().statusCode(201).extract().path("kid");
        clock.advance(Duration.ofMinutes(16));
        assertThat(kid(refreshed(ada))).isEqualTo(second);
        JsonPath next = rotate().statusCode(201).extract().jsonPath();
        remove(second).statusCode(204);

        Instant activation = Instant.parse(next.getString("activatesAt"));
        clock.advance(Duration.between(clock.instant(), activation).minusSeconds(1));
        String last = refreshed(ada);
        assertThat(kid(last)).isEqualTo(first);
        clock.advance(Duration.ofSeconds(1));
        assertThat(kid(refreshed(ada))).isEqualTo(next.getString("kid"));
        Api.session(last).statusCode(200);
        settle();
        assertThat(published()).containsExactly(next.getString("kid"));
    }
}
