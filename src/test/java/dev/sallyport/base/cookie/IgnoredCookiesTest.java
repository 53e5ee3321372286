package dev.sallyport.base.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What cookies never do, and what reading never does. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IgnoredCookiesTest {

    /** What the postman and the housekeeping write at any time, and the trail of who was refused. */
    private static final Set<String> NOT_COMPARED =
            Set.of("mail_outbox", "audit_event", "audit_event_account", "retention_progress");

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows database;

    /** A browser that holds everything the person has, in every cookie that might be looked for. */
    private static RequestSpecification withCookies(RequestSpecification request, Person person) {
        return request.header("Origin", Page.ownOrigin())
                .header("Sallyport-Cookies", "1")
                .header(
                        "Cookie",
                        Page.REFRESH + "=" + person.refreshToken + "; " + Page.DEVICE + "=" + person.deviceToken
                                + "; __Host-sallyport-access=" + person.accessToken + "; access_token="
                                + person.accessToken + "; Authorization=\"Bearer " + person.accessToken + "\"");
    }

    @Test
    @DisplayName("[WEB-04] with cookies alone every operation that needs a caller is 401")
    void cookies_are_no_credential() {
        Person ada = people.signedIn();
        for (Operation operation : Contract.closed()) {
            RequestSpecification request = withCookies(Api.json(), ada);
            operation.body().ifPresent(body -> request.body(body.toString()));
            Response answer = operation.call(request);
            assertThat(answer.statusCode()).as("%s", operation).isEqualTo(401);
            assertThat(answer.header("Set-Cookie")).as("%s", operation).isNull();
        }
    }

    @Test
    @DisplayName("[WEB-04] GET, HEAD and OPTIONS change no row for any caller, with cookies or without")
    void reading_changes_nothing() {
        Person ada = people.enrolled();
        mailbox.awaitMailsTo(ada.email, 2);
        List<Operation> operations = Contract.operations();
        Set<String> paths = new TreeSet<>();
        operations.forEach(operation -> paths.add(pathFor(operation, ada)));
        Map<String, String> before = tables();
        for (String path : paths) {
            for (String method : List.of("GET", "HEAD", "OPTIONS")) {
                for (RequestSpecification request : List.of(Api.json(), Api.as(ada.accessToken), Api.asClient())) {
                    Response answer = withCookies(request, ada).request(method, path);
                    assertThat(answer.statusCode()).as("%s %s", method, path).isLessThan(500);
                    assertThat(answer.header("Set-Cookie"))
                            .as("%s %s", method, path)
                            .isNull();
                }
            }
        }
        assertThat(tables()).isEqualTo(before);
    }

    @Test
    @DisplayName("[WEB-05] no answer can be run or embedded by another site: CORP on each, JSON stays JSON, no JSONP")
    void nothing_can_be_embedded() {
        Person ada = people.signedIn();
        for (Operation operation : Contract.operations()) {
            Response answer = operation.call(Contract.authorised(operation, ada)
                    .queryParam("callback", "evil.call")
                    .queryParam("jsonp", "evil.call"));
            assertThat(answer.header("Cross-Origin-Resource-Policy"))
                    .as("%s", operation)
                    .isEqualTo("same-origin");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(String.valueOf(answer.contentType()))
                    .as("%s", operation)
                    .doesNotContain("javascript", "ecmascript");
            assertThat(answer.asString()).as("%s", operation).doesNotContain("evil.call");
        }
    }

    /** With what is really there, as far as the person has it. */
    private static String pathFor(Operation operation, Person person) {
        String own = operation.path().startsWith("/v1/accounts") ? person.accountId : person.authenticatorId;
        return operation.path().replaceFirst("\\{id}", own).replaceAll("\\{[^}]+}", Contract.SOME_ID);
    }

    private Map<String, String> tables() {
        Map<String, String> tables = new TreeMap<>();
        database.list("select table_name from information_schema.tables where table_schema = 'public'").stream()
                .map(row -> (String) row.get("table_name"))
                .filter(name -> !NOT_COMPARED.contains(name))
                .forEach(name -> tables.put(name, database.dump(name)));
        return tables;
    }
}
