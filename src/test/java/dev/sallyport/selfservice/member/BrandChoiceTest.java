package dev.sallyport.selfservice.member;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be chosen for the mails of an account, and who chooses it. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BrandChoiceTest {

    private static final Map<String, Object> BRAND = body(
            "name", "Acme & <Söhne>",
            "color", "#7A1FA2",
            "logo", "https://acme.test/logo.png?a=1&b=2",
            "footer", "Acme GmbH, Hauptstraße 1",
            "supportAddress", "help@acme.test",
            "senderName", "Acme, \"Sicherheit\"",
            "senderAddress", "Login@mail.acme.test");

    @Inject
    People people;

    @Inject
    Rows rows;

    private static ValidatableResponse choose(RequestSpecification caller, Person owner, Map<String, Object> brand) {
        return caller.body(body("brand", brand))
                .patch("/v1/accounts/{id}", owner.accountId)
                .then();
    }

    @Test
    @DisplayName("[N6] An account chooses a brand, changes it as a whole and gives it up, and the trail says so")
    void choosing() {
        Person owner = people.enrolled();
        Person admin = people.signedIn(people.memberOf(owner, "admin"));
        Person member = people.signedIn(people.memberOf(owner, "member"));
        Api.as(owner.accessToken)
                .get("/v1/accounts/{id}", owner.accountId)
                .then()
                .body("brand", anEmptyMap());

        choose(Api.asClient(), owner, BRAND)
                .statusCode(200)
                .body("brand.color", equalTo("#7a1fa2"))
                .body("name", equalTo("Acme"));
        choose(Api.as(owner.accessToken), owner, BRAND).statusCode(200);
        Api.as(admin.accessToken)
                .get("/v1/accounts/{id}", owner.accountId)
                .then()
                .body("brand.senderName", equalTo("Acme, \"Sicherheit\""));
        refused(choose(Api.as(member.accessToken), owner, BRAND), 403, "forbidden");
        choose(Api.as(owner.accessToken), owner, body("name", "Acme"))
                .statusCode(200)
                .body("brand", equalTo(Map.of("name", "Acme")));
        choose(Api.asClient(), owner, Map.of()).statusCode(200).body("brand", anEmptyMap());

        assertThat(rows.text(
                        "select string_agg(details ->> 'brand', ' ' order by id) from audit_event"
                                + " where account_id = ?::uuid and type = 'account_changed'",
                        owner.accountId))
                .isEqualTo("changed changed removed");
        assertThat(rows.number("select count(*) from account_brand where account_id = ?::uuid", owner.accountId))
                .isZero();
    }

    @ParameterizedTest
    @DisplayName("[NOTI-01] [NOTI-03] A brand carries no link, no header and no markup")
    @CsvSource(delimiter = '|', textBlock = """
            name           | visit evil.test
            name           | 'two\r\nBcc: x@evil.test'
            color          | red
            color          | #0b665d;x
            logo           | http://acme.test/logo.png
            logo           | https://acme.test
            logo           | https://a@acme.test/logo.png
            logo           | https://acme.test/x.png"onload="x
            logo           | javascript:alert(1)
            footer         | see www.evil.test
            supportAddress | "x"@acme.test
            supportAddress | x@acme.test?subject=y
            name           | =?utf-8?q?visit?=
            senderName     | =?utf-8?q?evil=2Etest?=
            senderName     | mail x@evil.test
            senderName     | 'a\nBcc: b'
            senderAddress  | a@mail.acme.test, b@evil.test
            senderAddress  | A <a@mail.acme.test>
            senderAddress  | jürgen@mail.acme.test
            """)
    void malformed(String field, String value) {
        Person owner = people.signedIn();
        choose(
                        Api.as(owner.accessToken),
                        owner,
                        body(field, value.replace("\\r", "\r").replace("\\n", "\n")))
                .statusCode(400)
                .body("errors[0].field", equalTo("brand." + field));
    }

    @Test
    @DisplayName("[N6] White text must be readable on the color, and the sender's domain must be allowed")
    void rules() {
        Person owner = people.signedIn();
        refused(choose(Api.asClient(), owner, body("color", "#777777")), 422, "rule-violated");
        choose(Api.asClient(), owner, body("color", "#767676")).statusCode(200);
        for (String other : List.of("a@acme.test", "a@x.mail.acme.test", "a@mail.acme.test.evil.test", "a@localhost")) {
            refused(choose(Api.asClient(), owner, body("senderAddress", other)), 422, "rule-violated");
        }
        choose(Api.asClient(), owner, body("senderAddress", "a@MAIL.acme.test")).statusCode(200);
        refused(choose(Api.asClient(), owner, body("color", "#000000", "font", "x")), 400, "invalid-request");
    }

    @Test
    @DisplayName("[N6] Only an owner changes the brand, and only a client sets the address that mails come from")
    void who_chooses() {
        Person owner = people.enrolled();
        Person admin = people.signedIn(people.memberOf(owner, "admin"));
        Map<String, Object> named = body("name", "Acme");
        Map<String, Object> sending = body("name", "Acme", "senderAddress", "login@mail.acme.test");

        refused(choose(Api.as(admin.accessToken), owner, named), 403, "forbidden")
                .body("detail", equalTo("Only an owner can change the brand of mails. Ask an owner."));
        refused(choose(Api.as(owner.accessToken), owner, sending), 403, "forbidden")
                .body("detail", equalTo("Only a client of the service can set senderAddress. Ask the operator."));
        choose(Api.as(owner.accessToken), owner, named).statusCode(200);
        choose(Api.as(admin.accessToken), owner, named).statusCode(200);
        refused(choose(Api.as(admin.accessToken), owner, Map.of()), 403, "forbidden");

        choose(Api.asClient(), owner, sending).statusCode(200);
        choose(Api.as(owner.accessToken), owner, body("senderAddress", "login@mail.acme.test"))
                .statusCode(200)
                .body("brand", equalTo(Map.of("senderAddress", "login@mail.acme.test")));
        refused(
                choose(Api.as(owner.accessToken), owner, body("senderAddress", "other@mail.acme.test")),
                403,
                "forbidden");
        choose(Api.as(owner.accessToken), owner, Map.of()).statusCode(200).body("brand", anEmptyMap());
    }

    @Test
    @DisplayName("[N6] Members see the brand of each of their accounts, and nothing of its sender")
    void what_members_see() {
        Person owner = people.signedIn();
        Person member = people.signedIn(people.memberOf(owner, "member"));
        Person stranger = people.signedIn();
        choose(Api.asClient(), owner, BRAND).statusCode(200);

        Api.as(member.accessToken)
                .get("/v1/me")
                .then()
                .body("accounts.id", equalTo(List.of(owner.accountId)))
                .body(
                        "accounts[0].brand",
                        equalTo(Map.of(
                                "name", "Acme & <Söhne>",
                                "color", "#7a1fa2",
                                "logo", "https://acme.test/logo.png?a=1&b=2",
                                "footer", "Acme GmbH, Hauptstraße 1",
                                "supportAddress", "help@acme.test")));
        Api.as(stranger.accessToken).get("/v1/me").then().body("accounts[0].brand", anEmptyMap());

        choose(Api.asClient(), owner, Map.of()).statusCode(200);
        Api.as(member.accessToken).get("/v1/me").then().body("accounts[0].brand", anEmptyMap());
    }
}
