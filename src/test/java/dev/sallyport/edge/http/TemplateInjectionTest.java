package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.sallyport.support.SupportDesk;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What people write is text, to templates, expressions, SQL, JSON and HTML alike: it comes back as it was written. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TemplateInjectionTest {

    /** Within the hundred characters of a name. */
    private static final String HOSTILE =
            "{7*7} ${7*7} #{7*7} {user} {#if x}<b onclick='a'>&amp;\"</b> '); drop table app_user;-- \\ %_";

    private static final String ESCAPED = HOSTILE.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;");

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    SupportDesk desk;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[VALD-07] the name of an account is itself in JSON, and in mails as text and as HTML")
    void the_name_of_an_account() {
        Person owner = people.enrolled();
        String member = "member-" + owner.email;
        String account = Api.createAccount(HOSTILE, "owner-" + owner.email, People.PASSWORD)
                .statusCode(201)
                .body("name", equalTo(HOSTILE))
                .extract()
                .path("id");
        rows.join(owner, account, "owner");
        Api.as(owner.accessToken).get("/v1/me").then().body("accounts.name", hasItem(HOSTILE));
        Api.asClient()
                .body(Api.body("email", member, "role", "member"))
                .post("/v1/accounts/{id}/users", account)
                .then()
                .statusCode(201);
        assertLiteral(Mailbox.text(mailbox.awaitMailsTo(member, 1).get(0)));

        String version = AccountPolicies.read(owner, account).extract().header("ETag");
        AccountPolicies.save(owner, account, version, Api.body("required", true))
                .statusCode(200);
        assertLiteral(
                Mailbox.text(mailbox.awaitMailsTo("owner-" + owner.email, 1).get(0)));
    }

    @Test
    @DisplayName("[VALD-07] the names of apps and devices are themselves")
    void the_names_of_apps_and_devices() {
        Person ada = people.signedIn();
        ceremonies.start(ada);
        rename(ada, "/v1/me/authenticators/" + ada.authenticatorId);
        ceremonies.confirm(ada).statusCode(200).body("name", equalTo(HOSTILE));
        Api.as(ada.accessToken).get("/v1/me/two-factor").then().body("authenticators.name", equalTo(List.of(HOSTILE)));

        Person bob = people.newcomer();
        String token = Api.json()
                .body(Api.body(
                        "challengeToken",
                        people.challengeFor(bob),
                        "method",
                        "email_code",
                        "code",
                        mailbox.awaitCode(bob.email, 1),
                        "deviceName",
                        HOSTILE))
                .post("/v1/sign-in/verify")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
        ValidatableResponse devices = Api.as(token).get("/v1/me/devices").then().body("items.name", hasItem(HOSTILE));
        bob.accessToken = token;
        rename(bob, "/v1/me/devices/" + devices.extract().path("items[0].id"));
    }

    @Test
    @DisplayName("[VALD-07] the names of clients and identity providers are themselves")
    void the_names_of_clients_and_providers() {
        String id = Api.asClient()
                .body(Api.body("name", HOSTILE, "scopes", List.of("introspect")))
                .post("/v1/admin/clients")
                .then()
                .statusCode(201)
                .body("name", equalTo(HOSTILE))
                .extract()
                .path("clientId");
        assertThat(rows.text("select name from client where id = ?", id)).isEqualTo(HOSTILE);
        String path = "/v1/accounts/" + people.newcomer().accountId + "/identity-providers";
        Api.asClient()
                .body(Api.body(
                        "name",
                        HOSTILE,
                        "issuer",
                        "https://id.example.org",
                        "clientId",
                        "{7*7}'\"<b>",
                        "emailDomains",
                        List.of()))
                .post(path)
                .then()
                .statusCode(201);
        Api.asClient()
                .get(path)
                .then()
                .body("items.name", equalTo(List.of(HOSTILE)))
                .body("items.clientId", equalTo(List.of("{7*7}'\"<b>")));
    }

    @Test
    @DisplayName("[VALD-07] the reasons that agents give, and what a browser calls itself, are themselves in the trail")
    void reasons_and_browsers() {
        Person agent = desk.agent();
        Person ada = people.enrolled(people.newMember());
        String support = "/v1/support/users/" + ada.userId;
        Api.as(agent.accessToken)
                .body(Api.body("reason", HOSTILE))
                .post(support + "/unlock")
                .then()
                .statusCode(204);
        Api.as(agent.accessToken)
                .body(Api.body("reason", HOSTILE, "identityCheck", HOSTILE))
                .post(support + "/two-factor-reset")
                .then()
                .statusCode(200);
        assertThat(rows.number(
                        "select count(*) from audit_event where user_id = ?::uuid and details ->> 'reason' = ?",
                        ada.userId,
                        HOSTILE))
                .isGreaterThanOrEqualTo(2);

        Person bob = people.signedIn();
        RestAssured.given()
                .contentType(ContentType.JSON)
                .header("User-Agent", HOSTILE)
                .body(Api.body("email", bob.email, "password", People.WRONG_PASSWORD))
                .post("/v1/sign-in")
                .then()
                .statusCode(401);
        Api.as(bob.accessToken).get("/v1/me/events").then().body("items.userAgent", hasItem(HOSTILE));
    }

    private static void rename(Person person, String path) {
        Api.as(person.accessToken)
                .body(Api.body("name", HOSTILE))
                .patch(path)
                .then()
                .statusCode(200)
                .body("name", equalTo(HOSTILE));
    }

    /** In a mail with two forms: once as it is, once as HTML shows it, and otherwise not at all. */
    private static void assertLiteral(String mail) {
        assertThat(mail).contains(HOSTILE, ESCAPED);
        assertThat(mail.replace(HOSTILE, "").replace(ESCAPED, ""))
                .doesNotContain("onclick", "7*7", "49 ", "drop table");
    }
}
