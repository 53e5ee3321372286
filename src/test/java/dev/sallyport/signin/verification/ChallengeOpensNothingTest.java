package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.testing.Answer;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChallengeOpensNothingTest {

    private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private record Operation(String method, String path, boolean isPublic) {}

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @TestHTTPResource("/q/openapi")
    URL contract;

    @Test
    @DisplayName("[AUTH-03] the right password alone gives a challenge: no token, no cookie, no session")
    void the_first_door_gives_nothing_but_a_challenge() {
        Person stranger = people.newcomer();
        Person ada = people.enrolled();
        int sessions = rows.sessionsOf(ada);

        Response unrecognized = firstStep(stranger, null);
        Response twoFactor = firstStep(ada, ada.deviceToken);

        assertThat(members(unrecognized))
                .containsOnly(
                        "status",
                        "challengeToken",
                        "expiresAt",
                        "purpose",
                        "methods",
                        "emailHint",
                        "resendAfter",
                        "delivery",
                        "trustDeviceAllowed");
        assertThat(members(twoFactor))
                .containsOnly("status", "challengeToken", "expiresAt", "purpose", "methods", "trustDeviceAllowed");
        assertThat(rows.sessionsOf(stranger)).isZero();
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions);
    }

    @Test
    @DisplayName("[AUTH-03] a challenge as a bearer token opens no operation of the API")
    void a_challenge_is_no_bearer_token() throws IOException {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        List<Operation> operations = operations();
        assertThat(operations).hasSizeGreaterThan(10);
        for (Operation operation : operations) {
            Response answer = call(operation, Api.as(challenge));
            if (operation.isPublic()) {
                Response anonymous = call(operation, Api.json());
                assertThat(Answer.of(answer.then())).as("%s", operation).isEqualTo(Answer.of(anonymous.then()));
            } else {
                assertThat(answer.statusCode()).as("%s", operation).isEqualTo(401);
            }
        }

        Api.verify(challenge, "totp", ada.app.wrongCodeAt(clock.instant()))
                .statusCode(401)
                .body("attemptsLeft", equalTo(4));
    }

    @Test
    @DisplayName("[AUTH-03] a challenge is no enrollment token, not even under that name")
    void a_challenge_is_no_enrollment_token() {
        Person newcomer = people.newcomer();
        String challenge = people.challengeFor(newcomer);
        String renamed = "sp_en_" + challenge.substring("sp_ch_".length());

        Api.startEnrollment(challenge).statusCode(401);
        Api.startEnrollment(renamed).statusCode(401);
        assertThat(rows.number("select count(*) from totp_authenticator where user_id = ?::uuid", newcomer.userId))
                .isZero();
    }

    @Test
    @DisplayName("[AUTH-03] a challenge is no device token")
    void a_challenge_is_no_device_token() {
        Person ada = people.signedIn();
        String challenge = people.challengeFor(ada);
        for (String token : List.of(challenge, "sp_dt_" + challenge.substring("sp_ch_".length()))) {
            Api.signIn(ada.email, People.PASSWORD, token)
                    .statusCode(200)
                    .body("status", equalTo("challenge_required"))
                    .body("purpose", equalTo("device_verification"));
        }
    }

    private static Response firstStep(Person person, String deviceToken) {
        Response answer = Api.signIn(person.email, People.PASSWORD, deviceToken)
                .statusCode(200)
                .body("status", equalTo("challenge_required"))
                .extract()
                .response();
        assertThat(answer.headers().hasHeaderWithName("Set-Cookie")).isFalse();
        assertThat(JWT.matcher(answer.headers() + answer.asString()).find()).isFalse();
        return answer;
    }

    private static Set<String> members(Response answer) {
        return answer.jsonPath().<String, Object>getMap("").keySet();
    }

    private static Response call(Operation operation, RequestSpecification request) {
        String path = operation.path().replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        RequestSpecification fitting = path.startsWith("/oauth2/")
                ? Api.asForm(request)
                : path.equals("/v1/admin/imports") ? Api.asLines(request) : request;
        return operation.method().equals("get")
                ? fitting.get(path)
                : fitting.body("{}").request(operation.method().toUpperCase(Locale.ROOT), path);
    }

    private List<Operation> operations() throws IOException {
        JsonNode paths;
        try (InputStream document = new URL(contract + "?format=json").openStream()) {
            paths = new ObjectMapper().readTree(document).path("paths");
        }
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
                if (METHODS.contains(member.getKey())) {
                    // Sign-up is open only where it is configured.
                    boolean isPublic = takesNoCredential(member.getValue().path("security"))
                            && !path.getKey().equals("/v1/accounts");
                    operations.add(new Operation(member.getKey(), path.getKey(), isPublic));
                }
            }
        }
        return operations;
    }

    /** None is declared, or an empty one among others: a credential is optional there. */
    private static boolean takesNoCredential(JsonNode security) {
        return security.isEmpty() || security.valueStream().anyMatch(JsonNode::isEmpty);
    }
}
