package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FirstStepTest {

    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @Inject
    People people;

    @Inject
    Rows database;

    /** All that a client sees of an answer, but its own id and time. */
    private record Seen(int status, String body, Set<String> headers) {

        static Seen of(Response response) {
            Set<String> headers = response.headers().asList().stream()
                    .filter(header -> !header.getName().equals("X-Request-Id"))
                    .map(Object::toString)
                    .collect(Collectors.toSet());
            return new Seen(response.statusCode(), response.asString().replaceAll(UUID_FORM, "id"), headers);
        }
    }

    private static Response signIn(String email, String password) {
        return Api.json().body(Api.body("email", email, "password", password)).post("/v1/sign-in");
    }

    private static String nobody() {
        return "nobody-" + UUID.randomUUID() + "@example.org";
    }

    @Test
    @DisplayName("[V1] the right password gives tokens on a known device without 2FA, and a challenge with it")
    void known_devices_and_authenticators() {
        Person ada = people.signedIn();
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .body("tokenType", equalTo("Bearer"))
                .body("expiresIn", equalTo(300))
                .body("refreshExpiresIn", equalTo(604800))
                .body("accessToken", notNullValue())
                .body("refreshToken", notNullValue())
                .body("user.email", equalTo(ada.email))
                .header("Cache-Control", "no-store");

        Person bob = people.enrolled();
        Api.signIn(bob.email, People.PASSWORD, bob.deviceToken)
                .statusCode(200)
                .body("status", equalTo("challenge_required"))
                .body("purpose", equalTo("two_factor"))
                .body("accessToken", nullValue())
                .body("refreshToken", nullValue())
                .body("sessionId", nullValue());
    }

    @Test
    @DisplayName("[V2] unknown, wrong, disabled and without a password are one answer, headers included")
    void refusals_look_the_same() {
        Person wrong = people.signedIn();
        Person disabled = people.newcomer();
        database.change("update app_user set status = 'disabled' where id = ?::uuid", disabled.userId);
        Person passwordless = people.newcomer();
        database.change("delete from password_credential where user_id = ?::uuid", passwordless.userId);

        Set<Seen> seen = new HashSet<>();
        for (int times = 0; times < 3; times++) {
            seen.add(Seen.of(signIn(nobody(), People.PASSWORD)));
            seen.add(Seen.of(signIn(wrong.email, "not " + People.PASSWORD)));
            seen.add(Seen.of(signIn(disabled.email, People.PASSWORD)));
            seen.add(Seen.of(signIn(disabled.email, "not " + People.PASSWORD)));
            seen.add(Seen.of(signIn(passwordless.email, People.PASSWORD)));
        }
        assertThat(seen).hasSize(1);
        Seen answer = seen.iterator().next();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("urn:sallyport:problem:invalid-credentials");
    }

    @Test
    @DisplayName("[V2] too many tries are refused alike for known and unknown emails")
    void throttled_emails_look_the_same() {
        List<Seen> seen = List.of(people.newcomer().email, nobody()).stream()
                .map(email -> {
                    for (int times = 0; times < 20; times++) {
                        signIn(email, "not " + People.PASSWORD).then().statusCode(times < 10 ? 401 : 200);
                    }
                    return Seen.of(signIn(email, People.PASSWORD));
                })
                .toList();
        assertThat(seen.get(0)).isEqualTo(seen.get(1));
        assertThat(seen.get(0).status()).isEqualTo(429);
        assertThat(seen.get(0).headers()).contains("Retry-After=900");
    }
}
