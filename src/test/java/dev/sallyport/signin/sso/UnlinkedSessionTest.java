package dev.sallyport.signin.sso;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.support.SupportDesk;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions by a provider's word, once the provider vouches for the user no more. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnlinkedSessionTest extends LinkedUsers {

    @Inject
    Ceremonies ceremonies;

    @Inject
    HeldUser held;

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

    @Test
    @DisplayName("[POLI-05] [STEP-01] A link that is made again, to any subject, vouches for no session from before it")
    void another_link_vouches_for_no_earlier_session() {
        Person owner = people.enrolled();
        Person ada = people.enrolled(people.memberOf(owner, "member"));
        String id = connected(owner.accountId, "always");
        link(ada, id);
        JsonPath in = signIn(ada, id, "hwk", "mfa").extract().jsonPath();
        String before = in.getString("accessToken");
        introspected(before).body("acr", equalTo("2fa"));
        Api.as(ada.accessToken).delete("/v1/me/identities/{id}", id).then().statusCode(204);
        introspected(before).body("acr", equalTo("1fa"));

        clock.advance(Duration.ofSeconds(1));
        String subject = "another-" + ada.userId;
        link(ada, id, subject);

        assertIsPlain(new Vouched(ada, owner.accountId, before, in.getString("refreshToken")));
        String after = ProviderSignIns.signIn(id, token(subject, "hwk", "mfa"), "n-" + subject)
                .statusCode(200)
                .extract()
                .path("accessToken");
        introspected(after).body("acr", equalTo("2fa"));
        policies.require(owner.accountId, clock.instant().minusSeconds(1));
        rows.change("delete from totp_authenticator where user_id = ?::uuid", ada.userId);
        introspected(before).body("active", equalTo(false));
        Api.as(before).get("/v1/forward-auth").then().statusCode(401);
        refused(Api.session(before), 401, "not-authenticated");
        introspected(after).body("active", equalTo(true)).body("acr", equalTo("2fa"));
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
                "with removed as (delete from sso_identity where user_id = ? returning subject)"
                        + " delete from sso_subject where subject in (select subject from removed)",
                agent.userId,
                () -> SupportDesk.reset(token, user.userId).extract().response());

        refused(reset.then(), 403, "forbidden");
        link(agent, id);
        String again = signIn(agent, id, "hwk", "mfa").extract().path("accessToken");
        SupportDesk.reset(again, user.userId).statusCode(200);
    }

    @Test
    @DisplayName("[POLI-05] [STEP-01] A provider's word does not come back with another membership")
    void a_word_does_not_come_back_with_another_membership() {
        Vouched ada = vouched();
        clock.advance(Duration.ofSeconds(1));

        rows.joinAgain(ada.person(), ada.account(), clock.instant());

        introspected(ada.accessToken()).body("active", equalTo(false));
        refused(Api.session(ada.accessToken()), 401, "not-authenticated");
        rows.change("delete from two_factor_policy where account_id = ?::uuid", ada.account());
        assertIsPlain(ada);
    }
}
