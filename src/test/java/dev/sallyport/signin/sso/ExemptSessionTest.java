package dev.sallyport.signin.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExemptSessionTest {

    @Inject
    People people;

    @Inject
    AccountPolicies policies;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @Test
    @DisplayName(
            "[POLI-05] a session that an exempt provider began is refreshed and stepped up while a policy is due, one"
                    + " that the password began is not")
    void an_exempt_session_continues() {
        try (OpenIdProvider provider = new OpenIdProvider()) {
            Person owner = people.enrolled();
            Person ada = people.signedIn(people.memberOf(owner, "member"));
            String id = connected(owner, provider);
            link(ada, id, provider);
            policies.require(owner.accountId, clock.instant().minusSeconds(1));

            JsonPath exempt = ProviderSignIns.signIn(
                            id, provider.sign(provider.claims("ada", clock.instant())), "n-ada")
                    .statusCode(200)
                    .body("status", equalTo("signed_in"))
                    .extract()
                    .jsonPath();
            JsonPath refreshed = Api.refresh(exempt.getString("refreshToken"))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            JsonPath raised = Api.as(refreshed.getString("access_token"))
                    .body(Api.body("method", "password", "password", People.PASSWORD))
                    .post("/v1/me/step-up")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            Api.refresh(raised.getString("refreshToken")).statusCode(200);
            Api.refresh(ada.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
        }
    }

    @Test
    @DisplayName(
            "[POLI-05] the provider of one account spares no user from the second factor that another one requires")
    void each_account_is_judged_by_itself() {
        try (OpenIdProvider provider = new OpenIdProvider()) {
            Person owner = people.enrolled();
            Person other = people.enrolled();
            Person ada = people.signedIn(people.memberOf(owner, "member"));
            String id = connected(owner, provider);
            link(ada, id, provider);
            policies.require(owner.accountId, clock.instant().minusSeconds(1));
            JsonPath before = signIn(id, provider, ada.deviceToken)
                    .body("status", equalTo("signed_in"))
                    .extract()
                    .jsonPath();

            rows.join(ada, other.accountId, "member");
            policies.require(other.accountId, clock.instant().minusSeconds(1));

            Api.session(before.getString("accessToken")).statusCode(401);
            Api.refresh(before.getString("refreshToken")).statusCode(400);
            signIn(id, provider, before.getString("deviceToken"))
                    .body("status", equalTo("enrollment_required"))
                    .body("accessToken", nullValue());
            assertThat(rows.text(
                            "select string_agg(vouched::text, ' ' order by vouched desc) from membership"
                                    + " where user_id = ?::uuid",
                            ada.userId))
                    .isEqualTo("true false");

            rows.change(
                    "delete from membership where account_id = ?::uuid and user_id = ?::uuid",
                    other.accountId,
                    ada.userId);
            signIn(id, provider, null).body("status", equalTo("signed_in"));
        }
    }

    @Test
    @DisplayName(
            "[POLI-05] a user who has the factor that another account requires is asked for it, and then signed in")
    void the_factor_of_another_account_is_asked_for() {
        try (OpenIdProvider provider = new OpenIdProvider()) {
            Person owner = people.enrolled();
            Person other = people.enrolled();
            Person ada = people.enrolled(people.memberOf(owner, "member"));
            String id = connected(owner, provider);
            link(ada, id, provider);
            rows.join(ada, other.accountId, "member");
            signIn(id, provider, null).body("status", equalTo("signed_in"));
            policies.require(other.accountId, clock.instant().minusSeconds(1));

            String challenge = signIn(id, provider, null)
                    .body("purpose", equalTo("two_factor"))
                    .body("accessToken", nullValue())
                    .extract()
                    .path("challengeToken");
            String access = Api.verify(challenge, "totp", ada.app.codeAt(clock.instant()))
                    .statusCode(200)
                    .extract()
                    .path("accessToken");
            Api.session(access).statusCode(200).body("acr", equalTo("2fa"));
        }
    }

    @Test
    @DisplayName(
            "[D7] a device whose old token comes with a sign-in by an exempt provider is revoked, and its owner is notified")
    void a_copied_device_is_noticed() {
        try (OpenIdProvider provider = new OpenIdProvider()) {
            Person owner = people.enrolled();
            Person ada = people.signedIn(people.memberOf(owner, "member"));
            String id = connected(owner, provider);
            link(ada, id, provider);
            String next = signIn(id, provider, ada.deviceToken).extract().path("deviceToken");
            String newest = signIn(id, provider, next).extract().path("deviceToken");
            clock.advance(Duration.ofMinutes(5));

            signIn(id, provider, ada.deviceToken).body("status", equalTo("signed_in"));

            assertThat(rows.auditsOf(ada, "device_copied")).isOne();
            assertThat(rows.number(
                            "select count(*) from mail_outbox where user_id = ?::uuid and kind = 'device_copied'",
                            ada.userId))
                    .isOne();
            Api.signIn(ada.email, People.PASSWORD, newest)
                    .statusCode(200)
                    .body("purpose", equalTo("device_verification"));
        }
    }

    private void link(Person person, String id, OpenIdProvider provider) {
        Api.as(person.accessToken)
                .body(Api.body(
                        "provider",
                        id,
                        "idToken",
                        provider.sign(provider.claims("ada", clock.instant())),
                        "nonce",
                        "n-ada"))
                .post("/v1/me/identities")
                .then()
                .statusCode(204);
    }

    private ValidatableResponse signIn(String id, OpenIdProvider provider, String deviceToken) {
        return Api.json()
                .body(Api.body(
                        "provider",
                        id,
                        "idToken",
                        provider.sign(provider.claims("ada", clock.instant())),
                        "nonce",
                        "n-ada",
                        "deviceToken",
                        deviceToken))
                .post("/v1/sign-in/sso")
                .then()
                .statusCode(200);
    }

    private static String connected(Person owner, OpenIdProvider provider) {
        return Api.asClient()
                .body(Api.body("name", "Acme Login", "issuer", provider.issuer(), "clientId", OpenIdProvider.CLIENT_ID))
                .post("/v1/accounts/{id}/identity-providers", owner.accountId)
                .then()
                .statusCode(201)
                .body("ssoExempt", equalTo("always"))
                .extract()
                .path("id");
    }

    @Test
    @DisplayName(
            "[D14] [NOTI-04] an exempt sign-in on a new device causes a mail, though no session of the user is left")
    void a_new_device_is_news_after_a_long_absence() {
        try (OpenIdProvider provider = new OpenIdProvider()) {
            Person owner = people.enrolled();
            Person ada = people.signedIn(people.memberOf(owner, "member"));
            String id = connected(owner, provider);
            link(ada, id, provider);
            rows.change("delete from session where user_id = ?::uuid", ada.userId);

            signIn(id, provider, null).body("status", equalTo("signed_in"));

            assertThat(rows.number(
                            "select count(*) from mail_outbox where user_id = ?::uuid and kind = 'new_device'",
                            ada.userId))
                    .isOne();
        }
    }
}
