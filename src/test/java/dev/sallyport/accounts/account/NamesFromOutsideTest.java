package dev.sallyport.accounts.account;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name stands in mails and pages that other people trust: one rule, whatever way it comes in. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NamesFromOutsideTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    private static void post(RequestSpecification caller, String path, Object... body) {
        isRefused(caller.body(Api.body(body)).post(path).then());
    }

    private static void isRefused(ValidatableResponse answer) {
        refused(answer, 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"You won: evil.example/claim", "www.evil", "https://evil", "win at evil\uff0ecom", "a\u3164b"})
    @org.junit.jupiter.api.DisplayName("[NOTI-01] [VALD-06] No name of anything holds a web address or an unseen mark")
    void no_name_is_a_link(String name) {
        Person ada = people.signedIn();
        String token = ada.accessToken;
        isRefused(Api.createAccount(name, "n-" + System.nanoTime() + "@example.org", People.PASSWORD));
        post(Api.as(token), "/v1/me/authenticators", "name", name);
        post(Api.json(), "/v1/sign-in", "email", ada.email, "password", People.PASSWORD, "deviceName", name);
        String provider = "https://login.example";
        post(
                Api.asClient(),
                "/v1/accounts/" + ada.accountId + "/identity-providers",
                "name",
                name,
                "issuer",
                provider,
                "clientId",
                "x");
        post(Api.asClient(), "/v1/admin/clients", "name", name, "scopes", List.of("introspect"));
        String device = Api.as(token).get("/v1/me/devices").then().extract().path("items[0].id");
        isRefused(Api.as(token)
                .body(Map.of("name", name))
                .patch("/v1/me/devices/{id}", device)
                .then());
    }

    @Test
    @org.junit.jupiter.api.DisplayName(
            "[NOTI-01] An account's name from before the rule is no link in the mail that it stands in")
    void a_stored_name_is_defused() {
        Person owner = people.signedIn();
        rows.change(
                "update account set name = 'Prize: http://evil.example/claim' || chr(13) || chr(10) || 'www.evil.example'"
                        + " where id = ?::uuid",
                owner.accountId);
        String guest = "guest-" + System.nanoTime() + "@example.org";
        Api.as(owner.accessToken)
                .body(Api.body("email", guest, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);

        MimeMessage mail = mailbox.awaitMailsTo(guest, 1).get(0);
        String text = Mailbox.text(mail);
        assertThat(text)
                .contains("Prize[:] http[:]//evil[.]example/claim  www[.]evil[.]example")
                .doesNotContain("evil.example", "www.", "http://evil");
        assertThat(Mailbox.raw(mail)).doesNotContain("evil.example", "www.evil");
    }
}
