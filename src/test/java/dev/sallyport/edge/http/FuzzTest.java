package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Odd requests to every operation, each by a caller who may make them: the same ones in every run. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FuzzTest {

    private static final int REQUESTS_EACH = 5;
    private static final int LARGEST_BODY = 16 * 1024;
    private static final int LONG_FIELD = 1024;
    private static final Duration SLOW = Duration.ofSeconds(2);

    @Inject
    People people;

    @Inject
    Rows database;

    private Person ada;

    @BeforeEach
    void begin() {
        ada = people.enrolled();
        database.change("update app_user set roles = '{support}' where id = ?::uuid", ada.userId);
    }

    @Test
    @DisplayName("[VALD-08] no unexpected request fails with 5xx, is slow, or is refused without a problem")
    void odd_requests() {
        OddRequests odd = new OddRequests();
        for (Operation operation : fuzzed()) {
            for (int number = 0; number < REQUESTS_EACH; number++) {
                List<String> ids = List.of(ada.accountId, ada.userId, ada.authenticatorId);
                String target = odd.target(operation, ids);
                String body = operation.takesForm()
                        ? odd.form()
                        : operation.body().map(odd::body).orElse(null);
                assertSound(operation, target + " " + body, () -> send(operation, target, body));
            }
            stayCaller();
        }
    }

    @Test
    @DisplayName("[VALD-08] a percent sign in a path is a character like any other")
    void encoded_percent_signs() {
        for (Operation operation : Contract.operations()) {
            for (String sign : List.of("%25zz", "%252e%252e")) {
                String target = operation.path().replaceAll("\\{[^}]+}", sign);
                if (!target.equals(operation.path())) {
                    assertSound(operation, sign, () -> send(operation, target, null));
                    assertSound(operation, "OPTIONS " + sign, () -> plain(Api.json(), "OPTIONS", target));
                    assertSound(operation, "a client " + sign, () -> plain(Api.asClient(), operation.method(), target));
                }
            }
        }
    }

    @Test
    @DisplayName("[VALD-05] [VALD-08] a character that no text may hold is refused in every path and parameter")
    void characters_that_no_text_may_hold() {
        for (Operation operation : Contract.operations()) {
            for (String odd : List.of("%00", "a%0Ab", "%EF%BF%BF")) {
                for (String name : operation.queries()) {
                    assertInvalid(operation, operation.target() + "?" + name + "=" + odd);
                }
                String target = operation.path().replaceAll("\\{[^}]+}", odd);
                if (!target.equals(operation.path())) {
                    assertInvalid(operation, target);
                }
            }
        }
        assertThat(plain(Api.as(ada.accessToken), "DELETE", "/v1/admin/signing-keys/%00")
                        .statusCode())
                .isEqualTo(400);
    }

    private void assertInvalid(Operation operation, String target) {
        Response answer = send(operation, target, null);
        assertThat(answer.statusCode()).as("%s %s", operation, target).isEqualTo(400);
        assertRefusal(operation, answer, operation + " " + target);
    }

    @Test
    @DisplayName("[VALD-08] no operation takes a parameter twice")
    void parameters_twice() {
        for (Operation operation : Contract.operations()) {
            for (String name : operation.queries()) {
                Response answer = send(operation, operation.target() + "?" + name + "=1&" + name + "=1", null);
                assertThat(answer.statusCode()).as("%s %s", operation, name).isEqualTo(400);
                assertRefusal(operation, answer, operation + " " + name);
            }
        }
    }

    @Test
    @DisplayName("[VALD-07] as much text as fits, in every field, form and parameter, is answered at once")
    void long_text() {
        for (Operation operation : Contract.operations()) {
            for (String name : operation.queries()) {
                String target = operation.target() + "?" + name + "=" + "a".repeat(3_000);
                assertSound(operation, name, () -> send(operation, target, null));
            }
            operation
                    .body()
                    .ifPresent(body -> body.fieldNames().forEachRemaining(name -> {
                        for (int length : new int[] {LONG_FIELD, LARGEST_BODY}) {
                            String text = filled(body, name, length);
                            assertSound(operation, name, () -> send(operation, operation.target(), text));
                        }
                    }));
            if (operation.takesForm()) {
                String form = "token=" + "a".repeat(LARGEST_BODY - 6);
                assertSound(operation, "a form", () -> send(operation, operation.target(), form));
            }
        }
    }

    /** The example with so many letters in a field, or as many as a body may have. */
    private static String filled(ObjectNode body, String name, int length) {
        ObjectNode filled = body.deepCopy();
        int rest = filled.put(name, "").toString().length();
        return filled.put(name, "a".repeat(Math.min(length, LARGEST_BODY - rest)))
                .toString();
    }

    /** All but one, which needs nothing to be said, and would change what every token is signed with. */
    private static List<Operation> fuzzed() {
        return Contract.operations().stream()
                .filter(operation -> !operation.id().equals("rotateSigningKey"))
                .toList();
    }

    private Response send(Operation operation, String target, String body) {
        RequestSpecification request = Contract.authorised(operation, ada).urlEncodingEnabled(false);
        if (operation.takesForm()) {
            request = Api.asForm(request);
        }
        return (body == null ? request : request.body(body)).request(operation.method(), target);
    }

    private static Response plain(RequestSpecification request, String method, String target) {
        return request.urlEncodingEnabled(false).request(method, target);
    }

    /** Some operations end the session that they are called with. */
    private void stayCaller() {
        if (Api.session(ada.accessToken).extract().statusCode() != 200) {
            begin();
        }
    }

    /** A machine may be busy once: what is slow is slow again. */
    private static void assertSound(Operation operation, String sent, Supplier<Response> send) {
        long start = System.nanoTime();
        Response answer = send.get();
        boolean slow = System.nanoTime() - start > SLOW.toNanos();
        String shown = operation + " " + sent.substring(0, Math.min(300, sent.length()));
        assertThat(answer.statusCode()).as(shown).isBetween(200, 499);
        if (answer.statusCode() >= 400) {
            assertRefusal(operation, answer, shown);
        }
        if (slow) {
            start = System.nanoTime();
            int again = send.get().statusCode();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as(again + " to " + shown)
                    .isLessThan(SLOW);
        }
    }

    private static void assertRefusal(Operation operation, Response answer, String shown) {
        boolean isOauth = operation.isOauth();
        assertThat(answer.contentType())
                .as(shown)
                .startsWith(isOauth ? "application/json" : "application/problem+json");
        assertThat(answer.asString())
                .as(shown)
                .contains(isOauth ? "\"error\":" : "\"type\":\"urn:sallyport:problem:")
                .doesNotContain("dev.sallyport", "jackson", "Exception", "java.");
        List<String> members =
                isOauth ? List.of("error", "error_description") : List.of("type", "title", "detail", "instance");
        JsonNode refusal = Api.read(answer);
        for (String member : members) {
            assertThat(refusal.path(member).asText())
                    .as("%s: %s", shown, member)
                    .isNotBlank();
        }
        if (!isOauth) {
            assertThat(refusal.path("status").asInt()).as(shown).isEqualTo(answer.statusCode());
        }
    }
}
