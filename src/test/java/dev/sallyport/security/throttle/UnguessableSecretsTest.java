package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.clients.TestClients;
import dev.sallyport.clients.TestClients.TestClient;
import dev.sallyport.signin.verification.EnrollmentTokens;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Secrets that are too long to be guessed, so that wrong ones are not counted. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnguessableSecretsTest {

    private static final int MOST = 20;

    /** The random end of a token: 22 characters of six bits are 132. */
    private static final Pattern UNGUESSABLE = Pattern.compile(".*[A-Za-z0-9_-]{22}");

    @Inject
    People people;

    @Inject
    EnrollmentTokens enrollmentTokens;

    @Inject
    Mailbox mailbox;

    /**
     * A secret that machines pass on.
     *
     * @param why what makes a counter needless
     * @param refusal the status of a wrong value
     */
    private record Random(
            String operation, String why, String secret, int refusal, Function<String, ValidatableResponse> use) {}

    @Test
    @DisplayName(
            "[THRT-07] a secret of 128 bits and more is not counted: wrong ones are refused, and the right one works")
    void what_cannot_be_guessed_is_not_counted() {
        for (Random random : random()) {
            assertThat(random.secret()).as(random.operation()).matches(UNGUESSABLE);
            for (int number = 0; number <= MOST; number++) {
                assertThat(random.use()
                                .apply(changed(random.secret(), number))
                                .extract()
                                .statusCode())
                        .as("%s: %s", random.operation(), random.why())
                        .isEqualTo(random.refusal());
            }
            assertThat(random.use().apply(random.secret()).extract().statusCode())
                    .as("%s: %s", random.operation(), random.why())
                    .isBetween(200, 204);
        }
    }

    private List<Random> random() {
        Person ada = people.signedIn();
        TestClient client = TestClients.with("introspect");
        return List.of(
                new Random("refresh", "a 256-bit HMAC", ada.refreshToken, 400, Api::refresh),
                new Random(
                        "introspection by secret",
                        "256 random bits",
                        client.secret(),
                        401,
                        secret -> new TestClient(client.id(), secret)
                                .basic(Api.form("token", "x"))
                                .post("/oauth2/introspect")
                                .then()),
                new Random(
                        "introspection by token",
                        "256 random bits",
                        client.token(),
                        401,
                        token -> Api.form("token", "x")
                                .header("Authorization", "Bearer " + token)
                                .post("/oauth2/introspect")
                                .then()),
                new Random(
                        "client credentials",
                        "256 random bits",
                        client.secret(),
                        401,
                        secret -> new TestClient(client.id(), secret)
                                .basic(Api.form("grant_type", "client_credentials"))
                                .post("/oauth2/token")
                                .then()),
                new Random("a challenge", "256 random bits", people.challengeFor(ada), 401, Api::challenge),
                new Random(
                        "an enrollment token",
                        "256 random bits",
                        enrollmentTokens.openFor(ada),
                        401,
                        token -> Api.as(token).get("/v1/me/two-factor").then()),
                new Random("a reset", "256 random bits", resetLink(), 410, UnguessableSecretsTest::newPassword),
                new Random("an invitation", "a 256-bit HMAC", invitation(), 410, UnguessableSecretsTest::newPassword));
    }

    private String resetLink() {
        Person bob = people.newcomer();
        Api.json()
                .body(Api.body("email", bob.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
        return mailbox.awaitToken(bob.email, "sp_pr_", 1);
    }

    private String invitation() {
        Person owner = people.newcomer();
        String email = "invited-" + owner.email;
        Api.asClient()
                .body(Api.body("email", email, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);
        return mailbox.awaitToken(email, "sp_in_", 1);
    }

    private static ValidatableResponse newPassword(String token) {
        return Api.setPassword(token, People.NEW_PASSWORD);
    }

    /** Another one that differs in one character of its random end. */
    private static String changed(String secret, int number) {
        int at = secret.length() - 1 - number;
        char other = secret.charAt(at) == 'A' ? 'B' : 'A';
        return secret.substring(0, at) + other + secret.substring(at + 1);
    }
}
