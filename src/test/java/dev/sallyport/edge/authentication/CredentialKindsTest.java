package dev.sallyport.edge.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RotatingTokens;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CredentialKindsTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Keyset keyset;

    @Inject
    Rows database;

    @Inject
    TestClock clock;

    private String supporter;

    private Map<String, String> credentialsOf(Person person) {
        Map<String, String> credentials = new LinkedHashMap<>();
        credentials.put("access", person.accessToken);
        credentials.put("refresh", person.refreshToken);
        credentials.put("device", person.deviceToken);
        credentials.put("challenge", people.challengeFor(person));
        credentials.put("enrollment", enrollmentToken(person));
        credentials.put("client secret", SallyportResource.CLIENT_SECRET);
        credentials.put("client", SallyportResource.CLIENT_ID + ":" + SallyportResource.CLIENT_SECRET);
        credentials.put("client, encoded", base64(credentials.get("client")));
        return credentials;
    }

    /** As a policy would have it made. */
    private String enrollmentToken(Person person) {
        UUID id = UUID.randomUUID();
        Timestamp now = Timestamp.from(clock.instant());
        database.change(
                "insert into challenge (id, user_id, purpose, epoch, created_at, expires_at)"
                        + " values (?, ?::uuid, 'enrollment', 0, ?, ?)",
                id,
                person.userId,
                now,
                Timestamp.from(clock.instant().plus(Duration.ofMinutes(10))));
        database.change(
                "update challenge set epoch = (select epoch from app_user where id = ?::uuid) where user_id = ?::uuid",
                person.userId,
                person.userId);
        return new RotatingTokens(keyset.tokens(), "sp_en_").issue(UUID.fromString(person.userId), id, 0);
    }

    /** The token of a user whom no operation for users refuses; a new one after a call that ended the last. */
    private String liveSupporter() {
        if (supporter == null || Api.as(supporter).get("/v1/session").statusCode() != 200) {
            Person person = people.enrolled();
            database.change("update app_user set roles = '{support}' where id = ?::uuid", person.userId);
            supporter = person.accessToken;
        }
        return supporter;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Response callAs(Operation operation, String authorization) {
        var request = Api.json().header("Authorization", authorization);
        operation.body().ifPresent(body -> request.body(body.toString()));
        return operation.call(request);
    }

    /** A reverse proxy understands 200 and 401 only. */
    private static boolean isForProxies(Operation operation) {
        return operation.path().equals("/v1/forward-auth");
    }

    @Test
    @DisplayName("[JWT-06] as a bearer only an access token is a user, and an enrollment token may only enroll")
    void bearer_tokens() {
        Map<String, String> credentials = credentialsOf(people.signedIn());
        for (Operation operation : Contract.closed()) {
            credentials.put("access", liveSupporter());
            credentials.forEach((kind, credential) -> {
                Response answer = callAs(operation, "Bearer " + credential);
                int status = answer.statusCode();
                boolean known = kind.equals("access") || kind.equals("enrollment");
                boolean admitted = kind.equals("access") && operation.callers().contains("userToken")
                        || kind.equals("enrollment") && operation.callers().contains("enrollmentToken");
                if (admitted) {
                    assertThat(status >= 400 ? answer.jsonPath().getString("type") : "")
                            .as("%s at %s", kind, operation)
                            .doesNotEndWith(":not-authenticated")
                            .doesNotEndWith(":forbidden");
                } else {
                    assertThat(status)
                            .as("%s at %s", kind, operation)
                            .isEqualTo(known && !operation.isOauth() && !isForProxies(operation) ? 403 : 401);
                }
            });
        }
    }

    @Test
    @DisplayName("[JWT-06] as a client only an id with its secret is taken")
    void client_credentials() {
        Map<String, String> credentials = credentialsOf(people.signedIn());
        for (Operation operation : Contract.closed()) {
            if (operation.callers().contains("clientBasic")) {
                credentials.forEach((kind, credential) -> {
                    if (!kind.startsWith("client")) {
                        for (String pair : List.of(
                                credential,
                                credential + ":",
                                ":" + credential,
                                SallyportResource.CLIENT_ID + ":" + credential,
                                credential + ":" + SallyportResource.CLIENT_SECRET)) {
                            assertThat(callAs(operation, "Basic " + base64(pair))
                                            .statusCode())
                                    .as("%s at %s", kind, operation)
                                    .isEqualTo(401);
                        }
                    }
                });
            }
        }
    }

    @Test
    @DisplayName("[JWT-06] as a challenge only a challenge token is taken")
    void challenge_tokens() {
        Person ada = people.signedIn();
        credentialsOf(ada).forEach((kind, credential) -> {
            boolean right = kind.equals("challenge");
            String token = credential.substring(0, Math.min(512, credential.length()));
            assertThat(Api.resend(token).extract().statusCode()).as(kind).isEqualTo(right ? 202 : 401);
            String code = mailbox.awaitCode(ada.email, 2);
            assertThat(Api.verify(token, "email_code", code).extract().statusCode())
                    .as(kind)
                    .isEqualTo(right ? 200 : 401);
            if (!right) {
                Api.verify(token, "email_code", code).body("type", equalTo("urn:sallyport:problem:challenge-expired"));
            }
        });
    }

    @Test
    @DisplayName("[JWT-06] as a device only a device token is taken")
    void device_tokens() {
        Person ada = people.signedIn();
        credentialsOf(ada).forEach((kind, credential) -> {
            String token = credential.substring(0, Math.min(512, credential.length()));
            Api.signIn(ada.email, People.PASSWORD, token)
                    .statusCode(200)
                    .body("status", equalTo(kind.equals("device") ? "signed_in" : "challenge_required"));
        });
    }

    @Test
    @DisplayName("[V3] a challenge token opens no operation, neither by an email's nor by an app's challenge")
    void challenge_tokens_open_nothing() {
        String byEmail = people.challengeFor(people.newcomer());
        String byApp = people.challengeFor(people.enrolled());
        for (Operation operation : Contract.closed()) {
            for (String token : List.of(byEmail, byApp)) {
                for (String scheme : List.of("Bearer ", "Basic ", "")) {
                    assertThat(callAs(operation, scheme + token).statusCode())
                            .as("%s", operation)
                            .isEqualTo(401);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer ", "BEARER ", "bEaReR  "})
    @DisplayName("[API-01] the scheme of a credential is good in any case, and so are spaces after it")
    void schemes_have_no_case(String scheme) {
        assertThat(Api.json()
                        .header("Authorization", scheme + people.signedIn().accessToken)
                        .get("/v1/session")
                        .statusCode())
                .isEqualTo(200);
        String client = base64(SallyportResource.CLIENT_ID + ":" + SallyportResource.CLIENT_SECRET);
        assertThat(Api.json()
                        .header("Authorization", scheme.replaceAll("(?i)bearer", "bAsIc") + client)
                        .get("/v1/admin/clients")
                        .statusCode())
                .isEqualTo(200);
        assertThat(Api.json()
                        .header("Authorization", scheme.strip() + client)
                        .get("/v1/admin/clients")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("[JWT-06] where only clients count, a user's token is no credential, good or not, and no obstacle")
    void a_users_token_at_oauth() {
        Person ada = people.signedIn();
        for (String token : List.of(ada.accessToken, "x", enrollmentToken(ada))) {
            String refreshToken = Api.form("grant_type", "refresh_token", "refresh_token", ada.refreshToken)
                    .header("Authorization", "Bearer " + token)
                    .post("/oauth2/token")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("refresh_token");
            ada.refreshToken = refreshToken;
            Api.form("grant_type", "client_credentials")
                    .header("Authorization", "Bearer " + token)
                    .post("/oauth2/token")
                    .then()
                    .statusCode(401)
                    .body("error", equalTo("invalid_client"));
        }
        Api.form("token", ada.refreshToken)
                .header("Authorization", "Bearer " + ada.accessToken)
                .post("/oauth2/revoke")
                .then()
                .statusCode(200);
        Api.session(ada.accessToken).statusCode(401);
    }

    @Test
    @DisplayName("[JWT-06] an enrollment token ends after ten minutes")
    void enrollment_tokens_end() {
        String token = enrollmentToken(people.signedIn());
        clock.advance(Duration.ofMinutes(9).plusSeconds(59));
        Api.as(token).get("/v1/me/two-factor").then().statusCode(200);
        clock.advance(Duration.ofSeconds(2));
        Api.as(token).get("/v1/me/two-factor").then().statusCode(401);
    }
}
