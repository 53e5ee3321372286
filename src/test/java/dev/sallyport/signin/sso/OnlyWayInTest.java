package dev.sallyport.signin.sso;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OnlyWayInTest {

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    private final String domain = "d" + System.nanoTime() + ".example";
    private final String email = "grace@" + domain;

    private static String connected(Person owner, OpenIdProvider provider, String... domains) {
        return Api.asClient()
                .body(Api.body(
                        "name",
                        "Acme Login",
                        "issuer",
                        provider.issuer(),
                        "clientId",
                        OpenIdProvider.CLIENT_ID,
                        "emailDomains",
                        List.of(domains)))
                .post("/v1/accounts/{id}/identity-providers", owner.accountId)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String token(OpenIdProvider provider) {
        return provider.sign(provider.claims("grace", email, clock.instant()));
    }

    private ValidatableResponse signIn(OpenIdProvider provider, String id) {
        return ProviderSignIns.signIn(id, token(provider), "n-grace");
    }

    @Test
    @DisplayName("[POLI-05] a user without a password keeps the identity by which they sign in")
    void the_only_way_in_stays() {
        try (OpenIdProvider provider = new OpenIdProvider()) {
            String id = connected(people.newcomer(), provider, domain);
            String grace = signIn(provider, id).statusCode(200).extract().path("accessToken");

            refused(Api.as(grace).delete("/v1/me/identities/{id}", id).then(), 409, "conflict");

            Api.as(grace).get("/v1/me/identities").then().body("items", hasSize(1));
            signIn(provider, id).statusCode(200).body("user.email", equalTo(email));
        }
    }

    /** The token in the mail with this subject. */
    private String notice(String subject) {
        mailbox.awaitMail(email, subject);
        return mailbox.mailsTo(email).stream()
                .filter(mail -> subject.equals(Mailbox.subject(mail)))
                .map(mail -> Mailbox.text(mail).replaceAll("(?s).*#(sp_nd_[A-Za-z0-9._-]+).*", "$1"))
                .findFirst()
                .orElseThrow();
    }

    /** A user without a password who came by the first provider and has linked the second. */
    private record Linked(String user, String accessToken, String first, String second) {}

    private Linked linked(OpenIdProvider first, OpenIdProvider second) {
        String id = connected(people.newcomer(), first, domain);
        Person other = people.newcomer();
        String linked = connected(other, second);
        JsonPath grace = signIn(first, id).statusCode(200).extract().jsonPath();
        String user = grace.getString("user.id");
        rows.change(
                "insert into membership (account_id, user_id, role, created_at)"
                        + " select ?::uuid, user_id, role, created_at from membership where user_id = ?::uuid",
                other.accountId,
                user);
        Api.as(grace.getString("accessToken"))
                .body(Api.body("provider", linked, "idToken", token(second), "nonce", "n-grace"))
                .post("/v1/me/identities")
                .then()
                .statusCode(204);
        return new Linked(user, grace.getString("accessToken"), id, linked);
    }

    /** The user reports the link to the second provider. */
    private void report(OpenIdProvider first, OpenIdProvider second, String loss, BiConsumer<String, String> then) {
        Linked grace = linked(first, second);
        String linked = grace.second();
        String thief = signIn(second, linked).statusCode(200).extract().path("accessToken");
        String notice = notice("Single sign-on was linked");
        rows.change(loss, grace.user(), grace.first());

        Api.json().body(Api.body("token", notice)).post("/v1/report").then().statusCode(204);

        refused(Api.session(thief), 401, "not-authenticated");
        then.accept(grace.first(), linked);
    }

    private static void unlink(Linked grace, String provider, int status) {
        Api.as(grace.accessToken())
                .delete("/v1/me/identities/{id}", provider)
                .then()
                .statusCode(status);
    }

    @Test
    @DisplayName("[POLI-05] a user without a password can unlink one of two providers, and keeps the other one")
    void one_of_two_can_go() {
        try (OpenIdProvider first = new OpenIdProvider();
                OpenIdProvider second = new OpenIdProvider()) {
            Linked grace = linked(first, second);

            unlink(grace, grace.first(), 204);

            unlink(grace, grace.second(), 409);
            unlink(grace, grace.first(), 404);
            signIn(second, grace.second()).statusCode(200).body("user.email", equalTo(email));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from sso_identity where user_id = ?::uuid and provider_id = ?::uuid",
                "delete from membership where user_id = ?::uuid"
                        + " and account_id = (select account_id from identity_provider where id = ?::uuid)",
                "update identity_provider set removed_at = now() where ?::uuid is not null and id = ?::uuid"
            })
    @DisplayName(
            "[POLI-05] a provider that is not linked, was removed, or is of another account keeps no way to sign in")
    void a_provider_that_admits_no_longer_does_not_count(String loss) {
        try (OpenIdProvider first = new OpenIdProvider();
                OpenIdProvider second = new OpenIdProvider()) {
            Linked grace = linked(first, second);
            rows.change(loss, grace.user(), grace.second());

            unlink(grace, grace.first(), 409);
            signIn(first, grace.first()).statusCode(200).body("user.email", equalTo(email));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from sso_identity where user_id = ?::uuid and provider_id = ?::uuid",
                "delete from membership where user_id = ?::uuid"
                        + " and account_id = (select account_id from identity_provider where id = ?::uuid)"
            })
    @DisplayName("[D15] [POLI-05] a report of a link ends the sessions, and keeps the link that is the only way in")
    void a_report_keeps_the_only_way_in(String loss) {
        try (OpenIdProvider first = new OpenIdProvider();
                OpenIdProvider second = new OpenIdProvider()) {
            report(
                    first,
                    second,
                    loss,
                    (id, linked) -> signIn(second, linked).statusCode(200).body("user.email", equalTo(email)));
        }
    }

    @Test
    @DisplayName("[D15] [POLI-05] a report of a link removes it where the user has another one")
    void a_report_removes_one_of_two() {
        try (OpenIdProvider first = new OpenIdProvider();
                OpenIdProvider second = new OpenIdProvider()) {
            String none = "update app_user set locale = locale where id = ?::uuid and ?::uuid is not null";
            report(first, second, none, (id, linked) -> {
                refused(signIn(second, linked), 401, "invalid-id-token");
                signIn(first, id).statusCode(200).body("user.email", equalTo(email));
            });
        }
    }
}
