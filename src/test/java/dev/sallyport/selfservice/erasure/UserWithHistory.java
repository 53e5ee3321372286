package dev.sallyport.selfservice.erasure;

import static dev.sallyport.testing.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.support.SupportDesk;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Everywhere;
import dev.sallyport.testing.PasskeyPage;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SoftAuthenticator;
import dev.sallyport.testing.TestClock;
import io.restassured.config.HeaderConfig;
import io.restassured.config.RestAssuredConfig;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A user who has used every part of the service. */
abstract class UserWithHistory {

    static final String DEVICE = "Quillfeather";

    static final String BROWSER = "Mozilla/5.0 (Zorblax OS) Wobblefox/91.7";

    @Inject
    People people;

    @Inject
    PasskeyPage passkeys;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @Nullable
    String webhook;

    @AfterEach
    void removeTheWebhook() {
        if (webhook != null) {
            Api.asClient().delete("/v1/admin/webhooks/{id}", webhook).then().statusCode(204);
        }
    }

    /** One that takes nothing, so that its messages stay. */
    static String aWebhook() {
        return Api.asClient()
                .body(body("url", "http://127.0.0.1:9/", "events", List.of("*")))
                .post("/v1/admin/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** A user of whom every table has something. */
    Person aLongLife() {
        Person ada = people.signedIn();
        Person other = people.enrolled();
        SoftAuthenticator key = SoftAuthenticator.synced();
        passkeys.withPasskey(ada, key);
        people.enroll(ada);
        Api.startEnrollment(ada.accessToken).statusCode(201);
        Api.startEnrollment(ada.accessToken).statusCode(201); // voids the one before
        PasskeyPage.verify(people.challengeFor(ada), key).statusCode(200);
        PasskeyPage.verify(people.challengeFor(ada), SoftAuthenticator.synced()).statusCode(401);
        Api.json()
                .config(RestAssuredConfig.config()
                        .headerConfig(HeaderConfig.headerConfig().overwriteHeadersWithName("User-Agent")))
                .header("User-Agent", BROWSER)
                .body(body("email", ada.email, "password", People.PASSWORD, "deviceName", DEVICE))
                .post("/v1/sign-in");
        Api.json()
                .header("Idempotency-Key", "\"erased-" + ada.userId + "\"")
                .body(body("email", ada.email, "password", People.PASSWORD))
                .post("/v1/sign-in")
                .then()
                .statusCode(200);
        AccountPolicies.save(ada, "required", true, "existingSessions", "clear").statusCode(200);
        invite(other, ada.email);
        invite(ada, "guest" + System.nanoTime() + "@example.net");
        secondOwner(ada);
        AccountPolicies.save(ada, "required", false, "existingSessions", "keep").statusCode(200);
        Api.json()
                .body(body("email", ada.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
        Api.as(ada.accessToken)
                .body(body("email", "next-" + ada.email, "password", People.PASSWORD))
                .put("/v1/me/email")
                .then()
                .statusCode(202);
        asAgent(ada);
        asTheirAttackers(ada);
        rows.change("insert into two_factor_reminder values (?::uuid, now(), 7, now())", ada.userId);
        rows.change(
                "insert into two_factor_reset (user_id, id, requested_by, reason, identity_check, status, created_at)"
                        + " values (?::uuid, gen_random_uuid(), ?::uuid, 'lost', 'seen', 'cancelled', now())",
                ada.userId,
                other.userId);
        rows.change(
                "insert into access_code values (?::uuid, 0, 1, '\\x01', ?::uuid, now(), now() + interval '1 hour')",
                ada.userId,
                other.userId);
        rows.change(
                "insert into access_code values (?::uuid, 0, 1, '\\x01', ?::uuid, now(), now() + interval '1 hour')"
                        + " on conflict (user_id) do update set issued_by = excluded.issued_by",
                other.userId,
                ada.userId);
        byProvider(ada, other);
        rows.change("update trusted_device set name = ? where user_id = ?::uuid", DEVICE, ada.userId);
        return ada;
    }

    static void invite(Person owner, String email) {
        Api.as(owner.accessToken)
                .body(body("email", email, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);
    }

    /** Who gets a mail that the policy was relaxed, and by whom. */
    static void secondOwner(Person ada) {
        Api.asClient()
                .body(body("email", "owner" + System.nanoTime() + "@example.net", "role", "owner", "invite", false))
                .post("/v1/accounts/{id}/users", ada.accountId)
                .then()
                .statusCode(201);
    }

    void asAgent(Person ada) {
        Api.asClient()
                .body(body("roles", List.of("support")))
                .put("/v1/admin/users/{id}/roles", ada.userId)
                .then()
                .statusCode(200);
        SupportDesk.reset(ada.accessToken, people.enrolled().userId).statusCode(200);
    }

    /** Wrong codes, and a blind challenge after many wrong passwords. */
    void asTheirAttackers(Person ada) {
        Api.verify(people.challengeFor(ada), "totp", ada.app.wrongCodeAt(clock.instant()))
                .statusCode(401);
        for (int number = 1; number <= 12; number++) {
            Everywhere.signIn("203.0.113." + number, ada.email, "a wrong password of ada");
        }
        Everywhere.signIn("203.0.113.99", ada.email, People.PASSWORD).statusCode(200);
        Api.as(ada.accessToken)
                .body(body("password", "a wrong password of ada"))
                .post("/v1/me/two-factor/disable")
                .then()
                .statusCode(401);
        assertThat(rows.number(
                        "select count(*) from allowance where kind = 'password' and owner || part like '%' || ? || '%'",
                        ada.userId))
                .isOne();
    }

    void byProvider(Person ada, Person other) {
        String provider = Api.read(Api.asClient()
                        .body(body("name", "Entry", "issuer", "https://id.example.org", "clientId", "erasure"))
                        .post("/v1/accounts/{id}/identity-providers", other.accountId)
                        .then()
                        .statusCode(201))
                .path("id")
                .asText();
        rows.change("insert into sso_subject values (?::uuid, ?, ?::uuid)", provider, ada.email, ada.userId);
        rows.change(
                "insert into sso_identity values (?::uuid, ?::uuid, ?, now(), null)", ada.userId, provider, ada.email);
    }
}
