package dev.sallyport.signin.sso;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.support.SupportDesk;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions by a provider's word, once the provider vouches for the user no more. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnlinkedSessionTest {

    private static OpenIdProvider provider;

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    AccountPolicies policies;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    HeldUser held;

    @BeforeAll
    static void start() {
        provider = new OpenIdProvider();
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    private static String connected(String account, String exempt) {
        return Api.asClient()
                .body(Api.body(
                        "name",
                        "Acme Login",
                        "issuer",
                        provider.issuer(),
                        "clientId",
                        OpenIdProvider.CLIENT_ID,
                        "ssoExempt",
                        exempt))
                .post("/v1/accounts/{id}/identity-providers", account)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String token(Person person, String... amr) {
        return provider.sign(provider.withAmr(provider.claims(person.userId, clock.instant()), amr));
    }

    private void link(Person person, String id) {
        Api.as(person.accessToken)
                .body(Api.body("provider", id, "idToken", token(person), "nonce", "n-" + person.userId))
                .post("/v1/me/identities")
                .then()
                .statusCode(204);
    }

    private ValidatableResponse signIn(Person person, String id, String... amr) {
        return ProviderSignIns.signIn(id, token(person, amr), "n-" + person.userId)
                .statusCode(200);
    }

    private static ValidatableResponse introspected(String token) {
        return Api.introspect(token).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from sso_identity where user_id = ?::uuid",
                "update identity_provider set sso_exempt = 'never' where id in"
                        + " (select provider_id from sso_identity where user_id = ?::uuid)",
                "delete from identity_provider where id in"
                        + " (select provider_id from sso_identity where user_id = ?::uuid)"
            })
    @DisplayName(
            "[POLI-05] [STEP-01] A provider's word lifts level and policy while it vouches for the user, and no longer")
    void a_word_counts_while_the_provider_vouches(String loss) {
        Vouched ada = vouched();

        rows.change(loss, ada.person().userId);

        introspected(ada.accessToken()).body("active", equalTo(false));
        refused(Api.session(ada.accessToken()), 401, "not-authenticated");
        rows.change("delete from two_factor_policy where account_id = ?::uuid", ada.account());
        assertIsPlain(ada);
    }

    @Test
    @DisplayName("[POLI-05] [STEP-01] A provider's word and the policy of its account end with the membership")
    void a_word_ends_with_the_membership() {
        Vouched ada = vouched();

        rows.change(
                "delete from membership where user_id = ?::uuid and account_id = ?::uuid",
                ada.person().userId,
                ada.account());

        assertIsPlain(ada);
    }

    /** A member whose session lives by the word of a provider of this account alone, which requires two factors. */
    private record Vouched(Person person, String account, String accessToken, String refreshToken) {}

    private Vouched vouched() {
        Person owner = people.enrolled();
        Person ada = people.signedIn(people.newcomer());
        rows.join(ada, owner.accountId, "member");
        String id = connected(owner.accountId, "always");
        link(ada, id);
        policies.require(owner.accountId, clock.instant().minusSeconds(1));
        JsonPath in = signIn(ada, id, "hwk", "mfa").extract().jsonPath();
        introspected(in.getString("accessToken"))
                .body("active", equalTo(true))
                .body("acr", equalTo("2fa"))
                .body("amr", contains("sso", "hwk", "mfa"));
        JsonPath next = Api.refresh(in.getString("refreshToken"))
                .statusCode(200)
                .extract()
                .jsonPath();
        return new Vouched(ada, owner.accountId, next.getString("access_token"), next.getString("refresh_token"));
    }

    private static void assertIsPlain(Vouched ada) {
        introspected(ada.accessToken()).body("active", equalTo(true)).body("acr", equalTo("1fa"));
        Api.session(ada.accessToken())
                .statusCode(200)
                .body("acr", equalTo("1fa"))
                .body("amr", contains("sso"));
        String last = Api.refresh(ada.refreshToken()).statusCode(200).extract().path("access_token");
        introspected(last).body("acr", equalTo("1fa")).body("amr", contains("sso"));
    }

    @Test
    @DisplayName("[STEP-01] Next to a provider's word an app of one's own counts while it is there, and the word stays")
    void the_app_goes_and_the_word_stays() {
        Person owner = people.enrolled();
        Person ada = people.signedIn(people.memberOf(owner, "member"));
        String id = connected(owner.accountId, "always");
        link(ada, id);
        for (String[] said : List.of(new String[] {"pwd"}, new String[] {"hwk", "mfa"})) {
            ada.accessToken = signIn(ada, id, said).extract().path("accessToken");
            ceremonies.enroll(ada);
            introspected(ada.accessToken).body("acr", equalTo("2fa"));

            Api.as(ada.accessToken)
                    .body(Api.body("password", People.PASSWORD))
                    .post("/v1/me/two-factor/disable")
                    .then()
                    .statusCode(204);

            introspected(ada.accessToken).body("acr", equalTo(said.length == 2 ? "2fa" : "1fa"));
        }
    }

    @Test
    @DisplayName("[SUPP-01] [AUTH-05] An agent whose provider stops to vouch while the request waits does not act")
    void a_word_that_is_gone_lets_no_agent_act() throws Exception {
        Person owner = people.enrolled();
        Person agent = people.signedIn(people.memberOf(owner, "member"));
        String id = connected(owner.accountId, "always");
        link(agent, id);
        rows.change("update app_user set roles = '{support}' where id = ?::uuid", agent.userId);
        String token = signIn(agent, id, "hwk", "mfa").extract().path("accessToken");
        Person user = people.enrolled(people.newMember());

        Response reset = held.meanwhile(
                "app_user",
                user.userId,
                "with gone as (delete from sso_identity where user_id = ? returning subject)"
                        + " delete from sso_subject where subject in (select subject from gone)",
                agent.userId,
                () -> SupportDesk.reset(token, user.userId).extract().response());

        refused(reset.then(), 403, "forbidden");
        link(agent, id);
        String again = signIn(agent, id, "hwk", "mfa").extract().path("accessToken");
        SupportDesk.reset(again, user.userId).statusCode(200);
    }

    @Test
    @DisplayName("[AUTH-05] [POLI-05] A sign-in that a provider began ends with the link to it")
    void a_sign_in_on_its_way_ends_with_the_link() {
        Person owner = people.enrolled();
        Person ada = people.enrolled(people.memberOf(owner, "member"));
        String id = connected(owner.accountId, "never");
        link(ada, id);
        String challenge =
                signIn(ada, id).body("purpose", equalTo("two_factor")).extract().path("challengeToken");

        Api.as(ada.accessToken).delete("/v1/me/identities/{id}", id).then().statusCode(204);

        refused(Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())), 401, "challenge-expired");
    }

    /** What takes a provider from its user: the link goes, or the provider, or the link is replaced by another one. */
    enum Loss {
        LINK,
        PROVIDER,
        ANOTHER_LINK
    }

    private void lose(Loss loss, Person person, Person owner, String id) {
        if (loss == Loss.PROVIDER) {
            Api.asClient()
                    .delete("/v1/accounts/{account}/identity-providers/{id}", owner.accountId, id)
                    .then()
                    .statusCode(204);
            return;
        }
        Api.as(person.accessToken).delete("/v1/me/identities/{id}", id).then().statusCode(204);
        if (loss == Loss.ANOTHER_LINK) {
            clock.advance(Duration.ofSeconds(1));
            link(person, id);
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    @DisplayName("[AUTH-05] [POLI-05] A sign-in ends with the provider that began it, though another one is linked")
    void another_provider_does_not_stand_in(Loss loss) {
        Person owner = people.enrolled();
        Person other = people.enrolled();
        Person ada = people.enrolled(people.memberOf(owner, "member"));
        rows.join(ada, other.accountId, "member");
        String id = connected(owner.accountId, "never");
        String kept = connected(other.accountId, "never");
        link(ada, id);
        link(ada, kept);
        String begun = signIn(ada, id).extract().path("challengeToken");
        String begunByOther = signIn(ada, kept).extract().path("challengeToken");

        lose(loss, ada, owner, id);

        refused(Api.verify(begun, "totp", ada.app.codeAt(clock.instant())), 401, "challenge-expired");
        Api.verify(begunByOther, "totp", ada.app.codeAt(clock.instant())).statusCode(200);
    }

    @Test
    @DisplayName("[AUTH-05] [POLI-05] An enrollment token ends with the provider that began its sign-in")
    void an_enrollment_token_ends_with_the_provider() {
        Person owner = people.enrolled();
        Person other = people.enrolled();
        Person ada = people.signedIn(people.memberOf(owner, "member"));
        rows.join(ada, other.accountId, "member");
        String id = connected(owner.accountId, "never");
        link(ada, id);
        link(ada, connected(other.accountId, "never"));
        String challenge = signIn(ada, id).extract().path("challengeToken");
        policies.require(owner.accountId, clock.instant().minusSeconds(1));
        String token = Api.verify(challenge, "email_code", mailbox.awaitCode(ada.email, 2))
                .statusCode(200)
                .extract()
                .path("enrollmentToken");

        rows.change("delete from sso_identity where user_id = ?::uuid and provider_id = ?::uuid", ada.userId, id);

        refused(Api.startEnrollment(token), 401, "not-authenticated");
    }
}
