package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.clients.TestClients;
import dev.sallyport.clients.TestClients.TestClient;
import dev.sallyport.edge.http.Isolation.Caller;
import dev.sallyport.signin.verification.EnrollmentTokens;
import dev.sallyport.support.SupportDesk;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.Shapes;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Calls every operation of the contract as every kind of caller, with the ids of one account, and compares the result
 * with a table: {@code isolation.txt}.
 */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IsolationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What others are called about is gone after these, and so is the caller's session at the end. */
    private static final List<String> LAST = List.of(
            "deleteClient",
            "revokeDevice",
            "revokeDevices",
            "revokeSupportUserDevices",
            "lockDownUser",
            "liftLockdown",
            "revokeOtherSessions",
            "disableTwoFactor",
            "changePassword",
            "requireNewPasswords",
            "requireNewPassword",
            "signOut",
            "lockDown");

    /** Who may change what is about others in the account. */
    private static final Set<Caller> IN_CHARGE = EnumSet.of(Caller.AGENT, Caller.ADMIN, Caller.OWNER, Caller.BACKEND);

    /** Where the example would be refused for its content, before the caller is checked. */
    private static final Map<String, Map<String, Object>> BODIES = Map.of(
            "startEnrollment", Api.body("name", "Phone"),
            "createUser", Api.body("email", "new@example.org", "role", "member"),
            "updateUser", Api.body("role", "member"),
            "updateAccount", Api.body("memberResets", true));

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    EnrollmentTokens enrollmentTokens;

    @Inject
    Rows rows;

    private final Map<Caller, Person> persons = new EnumMap<>(Caller.class);
    private final Map<Set<String>, TestClient> clients = new HashMap<>();
    private Shapes shapes;
    private String challengeToken;
    private String enrollmentToken;

    @Test
    @DisplayName(
            "[TENT-02] [TENT-03] [TENT-06] [POLI-04] [O11] Everybody gets as far as the table says, with every operation")
    void each_caller_gets_what_the_table_says() {
        shapes = new Shapes();
        Person owner = people.enrolled();
        persons.put(Caller.STRANGER, people.enrolled());
        persons.put(Caller.AGENT, desk.agent());
        persons.put(Caller.MEMBER, people.signedIn(people.memberOf(owner, "member")));
        persons.put(Caller.ADMIN, people.enrolled(people.memberOf(owner, "admin")));
        persons.put(Caller.OWNER, owner);
        challengeToken = people.challengeFor(persons.get(Caller.MEMBER));
        enrollmentToken = enrollmentTokens.openFor(persons.get(Caller.MEMBER));
        IsolationTargets targets = new IsolationTargets(people, rows, owner, persons.get(Caller.STRANGER));
        List<Operation> operations = Contract.operations().stream()
                .sorted(Comparator.comparing(operation -> LAST.indexOf(operation.id())))
                .toList();
        Map<String, Map<Caller, String>> seen = new LinkedHashMap<>();
        Set<String> undeclared = new TreeSet<>();
        for (Caller caller : Caller.values()) {
            List<String> before = targets.rowsBut(persons.get(Caller.MEMBER));
            for (Operation operation : operations) {
                Response answer = call(operation, caller, targets.path(operation, caller));
                seen.computeIfAbsent(operation.id(), id -> new EnumMap<>(Caller.class))
                        .put(caller, Isolation.outcome(answer));
                undeclared.addAll(undeclared(operation, answer));
                if (caller == Caller.STRANGER) {
                    assertForeignIsMissing(operation, answer);
                    assertThat(answer.asString()).as("%s", operation).doesNotContain(owner.email);
                }
            }
            if (!IN_CHARGE.contains(caller)) {
                assertThat(targets.rowsBut(persons.get(Caller.MEMBER)))
                        .as("what %s changed", caller)
                        .containsExactlyInAnyOrderElementsOf(before);
            }
        }

        assertThat(Isolation.differences(seen)).as("isolation.txt").isEmpty();
        assertThat(undeclared).as("fields that the contract does not name").isEmpty();
    }

    @Test
    @DisplayName("[TENT-01] The account comes from the path and the credential, and nothing else names one")
    void nothing_else_names_the_account() {
        Person ada = people.signedIn();
        Person other = people.newcomer();
        String path = "/v1/accounts/{id}/two-factor-policy";
        String own = Api.as(ada.accessToken).get(path, ada.accountId).asString();

        for (String header : List.of("X-Tenant-Id", "X-Account-Id", "X-User-Id", "X-Original-URL")) {
            RequestSpecification with = Api.as(ada.accessToken).header(header, other.accountId, "*");
            assertThat(with.get(path, ada.accountId).asString()).isEqualTo(own);
            assertThat(Api.as(ada.accessToken)
                            .header(header, ada.accountId)
                            .get(path, other.accountId)
                            .statusCode())
                    .isEqualTo(404);
        }
        for (String none : List.of("*", Contract.SOME_ID, "00000000-0000-0000-0000-000000000000", "%20", "me")) {
            assertThat(Api.as(ada.accessToken)
                            .urlEncodingEnabled(false)
                            .get("/v1/accounts/" + none + "/two-factor-policy")
                            .statusCode())
                    .as(none)
                    .isIn(400, 404);
        }
        assertThat(Api.as(ada.accessToken)
                        .queryParam("accountId", other.accountId)
                        .get("/v1/accounts/{id}/two-factor-compliance", ada.accountId)
                        .statusCode())
                .isEqualTo(400);
        assertThat(Api.as(ada.accessToken)
                        .body(Api.body("required", false, "accountId", other.accountId))
                        .put(path, ada.accountId)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("[TENT-03] A role that is taken away counts from the next request on, with the token of before")
    void a_role_counts_while_it_is_held() {
        Person owner = people.newcomer();
        Person admin = people.signedIn(people.memberOf(owner, "admin"));
        AccountPolicies.read(admin).statusCode(200);

        rows.change("update membership set role = 'member' where user_id = ?::uuid", admin.userId);
        AccountPolicies.read(admin).statusCode(403);

        rows.change("delete from membership where user_id = ?::uuid", admin.userId);
        AccountPolicies.read(admin).statusCode(404);
    }

    private Response call(Operation operation, Caller caller, String path) {
        RequestSpecification request = credential(operation, caller);
        Optional<ObjectNode> body = Optional.ofNullable(BODIES.get(operation.id()))
                .<ObjectNode>map(JSON::valueToTree)
                .or(operation::body);
        body.ifPresent(example -> request.body(example.toString()));
        return operation.typed(request).request(operation.method(), path);
    }

    private RequestSpecification credential(Operation operation, Caller caller) {
        return switch (caller) {
            case NOBODY -> Api.json();
            case CHALLENGE -> Api.as(challengeToken);
            case ENROLLING -> Api.as(enrollmentToken);
            case CLIENT -> client(Set.of(operation.scopes().contains("introspect") ? "sign-in" : "introspect"));
            case BACKEND -> client(operation.scopes().isEmpty() ? Set.of("introspect") : operation.scopes());
            default -> Api.as(persons.get(caller).accessToken);
        };
    }

    private RequestSpecification client(Set<String> scopes) {
        return clients.computeIfAbsent(scopes, some -> TestClients.with(some.toArray(String[]::new)))
                .basic(Api.json());
    }

    /** What belongs to another user is answered like what is not there. */
    private void assertForeignIsMissing(Operation operation, Response answer) {
        if (answer.statusCode() == 404) {
            Response missing = call(operation, Caller.STRANGER, operation.target());
            assertThat(missing.statusCode()).as("%s", operation).isEqualTo(404);
            assertThat(problem(answer)).as("%s", operation).isEqualTo(problem(missing));
        }
    }

    private static JsonNode problem(Response answer) {
        ObjectNode problem = (ObjectNode) json(answer);
        problem.remove("instance");
        return problem;
    }

    private List<String> undeclared(Operation operation, Response answer) {
        boolean isJson = answer.contentType().startsWith("application/json") && answer.statusCode() < 300;
        return isJson ? shapes.undeclared(operation, answer.statusCode(), json(answer)) : List.of();
    }

    private static JsonNode json(Response answer) {
        try {
            return JSON.readTree(answer.asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
