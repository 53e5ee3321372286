package dev.sallyport.sessions.oauth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.sallyport.security.token.KeyRotation;
import dev.sallyport.security.token.SigningKeys;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Database;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A new key takes over the signing of access tokens, and no client notices. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeyRotationTest {

    private static final Duration CACHED = Duration.ofSeconds(600);
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    @Inject
    People people;

    @Inject
    Database database;

    @Inject
    KeyRotation rotation;

    @Inject
    SigningKeys keys;

    @Inject
    TestClock clock;

    @Inject
    Scheduler scheduler;

    private static List<String> published() {
        return given().get("/.well-known/jwks.json").jsonPath().getList("keys.kid", String.class);
    }

    private static String kid(String token) {
        return new JsonPath(new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]))).getString("kid");
    }

    private static String refreshed(Person person) {
        JsonPath answer =
                Api.refresh(person.refreshToken).statusCode(200).extract().jsonPath();
        person.refreshToken = answer.getString("refresh_token");
        return answer.getString("access_token");
    }

    private static ValidatableResponse rotate() {
        return Api.asClient().post("/v1/admin/signing-keys/rotate").then();
    }

    /** Lets whatever an earlier test began come to its end. */
    private void settle() {
        clock.advance(Duration.ofHours(1));
    }

    @Test
    @DisplayName(
            "[T5] [JWT-07] a new key is published ten minutes and more before it signs, the old one until its last token has ended")
    void a_new_key_takes_over() {
        settle();
        Person ada = people.signedIn();
        String old = kid(ada.accessToken);
        JsonPath next = rotate().statusCode(201).extract().jsonPath();
        String fresh = next.getString("kid");
        Instant activation = Instant.parse(next.getString("activatesAt"));

        assertThat(activation).isAfterOrEqualTo(clock.instant().plus(CACHED));
        assertThat(published()).containsExactlyInAnyOrder(old, fresh);
        Ceremonies.refused(rotate(), 409, "conflict");

        clock.advance(Duration.between(clock.instant(), activation).minusSeconds(1));
        String last = refreshed(ada);
        assertThat(kid(last)).isEqualTo(old);
        clock.advance(Duration.ofSeconds(1));
        String first = refreshed(ada);
        assertThat(kid(first)).isEqualTo(fresh);
        Api.session(last).statusCode(200);
        Api.session(first).statusCode(200);

        clock.advance(Duration.ofSeconds(299).plus(LEEWAY));
        Api.session(last).statusCode(401);
        assertThat(published()).containsExactlyInAnyOrder(old, fresh);
        clock.advance(Duration.ofMinutes(6));
        assertThat(published()).containsExactly(fresh);
        Api.asClient()
                .get("/v1/admin/signing-keys")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].kid", equalTo(fresh));
        assertThat(database.count(
                        "select count(*) from audit_event where type = 'signing_key_rotated' and details ->> 'kid' = ?",
                        fresh))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("[JWT-07] the published keys show public parts only")
    void public_parts_only() {
        List<Map<String, String>> keys =
                given().get("/.well-known/jwks.json").jsonPath().getList("keys");
        assertThat(keys).isNotEmpty().allSatisfy(key -> {
            assertThat(key.keySet()).containsOnly("kty", "crv", "x", "y", "kid", "use", "alg");
            assertThat(key)
                    .containsEntry("crv", "P-256")
                    .containsEntry("use", "sig")
                    .containsEntry("alg", "ES256");
        });
    }

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

    @Test
    @DisplayName("[JWT-07] no request fails while a key is rotated under load")
    void rotation_under_load() {
        settle();
        Person ada = people.signedIn();
        String token = ada.accessToken;
        List<Integer> before =
                AtOnce.run(50, number -> () -> number == 25 ? rotate().extract().statusCode() : check(token));
        assertThat(before).filteredOn(status -> status != 200).containsExactly(201);

        clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        String last = refreshed(ada);
        List<Integer> during = AtOnce.run(50, number -> () -> {
            if (number == 25) {
                clock.advance(Duration.ofSeconds(1));
            }
            return check(last);
        });
        assertThat(during).containsOnly(200);
        List<Integer> after = AtOnce.run(50, () -> check(refreshedToken(ada)));
        assertThat(after).containsOnly(200);
    }

    private static int check(String token) {
        return Api.session(token).extract().statusCode();
    }

    private static String refreshedToken(Person person) {
        return Api.refresh(person.refreshToken).extract().path("access_token");
    }

    @Test
    @DisplayName("[JWT-07] the calendar rotates a key that has signed for ninety days, once")
    void the_calendar() {
        scheduler.pause(); // which looks at the calendar, too
        try {
            settle();
            assertThat(due()).isFalse();
            clock.advance(Duration.ofDays(90));
            assertThat(due()).isTrue();
            assertThat(due()).isFalse();
            settle();
            assertThat(due()).isFalse();
        } finally {
            scheduler.resume();
        }
    }

    private boolean due() {
        boolean rotated =
                QuarkusTransaction.requiringNew().call(rotation::rotateIfDue).isPresent();
        keys.reload(); // as every replica does within seconds
        return rotated;
    }
}
