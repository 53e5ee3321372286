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
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RecordedLog;
import dev.sallyport.testing.Rows;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A new key takes over the signing of access tokens, and no client notices. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeyRotationTest extends RotatedKeys {

    private static final Duration CACHED = Duration.ofSeconds(600);

    private static final Duration LEEWAY = Duration.ofSeconds(30);

    @Inject
    Rows database;

    @Inject
    KeyRotation rotation;

    @Inject
    SigningKeys keys;

    @Inject
    Scheduler scheduler;

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
        assertThat(database.number(
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

    @Test
    @DisplayName("[JWT-07] a rotation that is committed is answered as done, though the keys cannot be read now")
    void a_rotation_is_done_once_committed() {
        scheduler.pause();
        try (RecordedLog log = RecordedLog.open()) {
            settle();
            database.change("insert into signing_key"
                    + " (kid, sealed_private_key, public_key, created_at, activates_at, retires_at)"
                    + " select 'damaged', set_byte(sealed_private_key, 20,"
                    + " (get_byte(sealed_private_key, 20) + 1) % 256), public_key, created_at, activates_at,"
                    + " now() - interval '1 day' from signing_key where retires_at is null limit 1");
            rotate().statusCode(201);
            assertThat(log.text()).contains("WARN The signing keys are read again later");
        } finally {
            database.change("delete from signing_key where kid = 'damaged'");
            keys.reload();
            scheduler.resume();
        }
        assertThat(published()).hasSizeGreaterThan(1);
    }

    private boolean due() {
        boolean rotated =
                QuarkusTransaction.requiringNew().call(rotation::rotateIfDue).isPresent();
        keys.reload(); // as every replica does within seconds
        return rotated;
    }
}
