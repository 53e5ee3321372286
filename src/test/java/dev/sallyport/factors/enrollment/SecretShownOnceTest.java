package dev.sallyport.factors.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecretShownOnceTest {

    /** What a TOTP secret looks like, as it is typed. */
    private static final Pattern BASE32 = Pattern.compile("(?<![A-Za-z0-9_-])[A-Z2-7]{32}(?![A-Za-z0-9_-])");

    @Inject
    People people;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[ENRL-06] once it is confirmed, no page of the API shows a secret, to owner, support or client")
    void nothing_shows_a_secret_again() {
        Person ada = people.enrolled();
        Person agent = people.enrolled();
        rows.change("update app_user set roles = '{support}' where id = ?::uuid", agent.userId);
        List<String> shown = new ArrayList<>();
        for (String caller : List.of("owner", "agent", "client")) {
            for (Operation operation : reading()) {
                Response answer =
                        as(caller, ada, agent).urlEncodingEnabled(false).get(target(operation, ada));
                String where = caller + " " + operation;
                String text = answer.headers() + answer.asString();
                assertThat(text)
                        .as(where)
                        .doesNotContain("otpauth", ada.paperKey)
                        .doesNotContain(ada.recoveryCodes);
                assertThat(BASE32.matcher(text).find()).as(where).isFalse();
                if (answer.statusCode() == 200) {
                    shown.add(where);
                }
            }
        }
        assertThat(shown).as("pages that were shown at all").hasSizeGreaterThan(20);
    }

    private static RequestSpecification as(String caller, Person ada, Person agent) {
        return switch (caller) {
            case "owner" -> Api.as(ada.accessToken);
            case "agent" -> Api.as(agent.accessToken);
            default -> Api.asClient();
        };
    }

    private static List<Operation> reading() {
        return Contract.operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .toList();
    }

    /** The path with what is Ada's in place of each parameter. */
    private static String target(Operation operation, Person ada) {
        String path = operation
                .path()
                .replaceAll("/accounts/\\{[^}]+}", "/accounts/" + ada.accountId)
                .replaceAll("/authenticators/\\{[^}]+}", "/authenticators/" + ada.authenticatorId)
                .replaceAll("/users/\\{[^}]+}", "/users/" + ada.userId)
                .replaceAll("\\{[^}]+}", ada.userId);
        return operation.queries().contains("email") ? path + "?email=" + ada.email : path;
    }
}
