package dev.sallyport.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Everything that the service ever says to an agent. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SupportAnswersTest {

    /** Tokens of ours, JSON Web Tokens, hashes, keys and codes, as each is written. */
    private static final Pattern SECRET =
            Pattern.compile("sp_[a-z]{2}_|eyJ[A-Za-z0-9_-]{10}|\\$argon2|otpauth:|\\b[A-Z2-7]{32}\\b|\\b[0-9a-f]{64}\\b"
                    + "|\\b[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}\\b|\\b[0-9]{6}\\b");

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Test
    @DisplayName("[SUPP-04] no answer to an agent holds a token, hash, key or code, whatever the agent does")
    void answers_hold_no_secret() {
        Person ada = desk.owner();
        Person agent = desk.agent();
        Person other = desk.agent();
        people.challengeFor(ada);
        String reset =
                SupportDesk.reset(agent.accessToken, ada.userId).extract().path("id");
        assertThat(reset).isNotNull();

        Map<String, Operation> operations = Contract.closed().stream()
                .filter(operation -> operation.path().startsWith("/v1/support/"))
                .collect(Collectors.toMap(Operation::id, operation -> operation));
        // In this order, so that what reads comes before what takes away.
        List<String> order = List.of(
                "findSupportUser",
                "listSupportUserDevices",
                "getReset",
                "listResets",
                "revokeSupportUserDevice",
                "revokeSupportUserDevices",
                "unlockUser",
                "issueAccessCode",
                "resetTwoFactor",
                "approveReset",
                "cancelReset",
                "lockDownUser",
                "liftLockdown");
        assertThat(order).containsExactlyInAnyOrderElementsOf(operations.keySet());
        Map<String, Integer> statuses = new LinkedHashMap<>();
        for (String id : order) {
            Response answer = call(operations.get(id), other, ada, reset);
            statuses.put(id, answer.statusCode());
            assertThat(SECRET.matcher(answer.headers() + "\n" + answer.asString())
                            .results())
                    .as("%s %s", id, answer.asString())
                    .isEmpty();
        }
        assertThat(statuses)
                .containsEntry("findSupportUser", 200)
                .containsEntry("listSupportUserDevices", 200)
                .containsEntry("getReset", 200)
                .containsEntry("listResets", 200)
                .containsEntry("revokeSupportUserDevices", 204)
                .containsEntry("approveReset", 200)
                .doesNotContainValue(500);
    }

    private static Response call(Operation operation, Person agent, Person ada, String reset) {
        RequestSpecification request = Api.as(agent.accessToken);
        operation.body().ifPresent(body -> request.body(body.toString()));
        String target = operation
                .path()
                .replaceAll("/users/\\{[^}]+}", "/users/" + ada.userId)
                .replaceAll("/resets/\\{[^}]+}", "/resets/" + reset)
                .replaceAll("\\{[^}]+}", ada.userId);
        return operation.queries().contains("email")
                ? request.queryParam("email", ada.email).request(operation.method(), target)
                : request.request(operation.method(), target);
    }
}
