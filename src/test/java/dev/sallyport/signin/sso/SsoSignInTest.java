package dev.sallyport.signin.sso;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SsoSignInTest extends ProviderSignIns {

    @Inject
    AccountPolicies policies;

    @Inject
    Rows rows;

    @Test
    @DisplayName(
            "[S11] [P3] [STEP-01] a user of the provider's domain becomes a member of an account that requires a second"
                    + " factor, and signs in without code or mail")
    void a_newcomer_becomes_a_member() {
        Person owner = people.newcomer();
        String domain = "d" + System.nanoTime() + ".example";
        String id = connected(owner.accountId, domain);
        policies.require(owner.accountId, clock.instant().minusSeconds(1));
        String email = "grace@" + domain;

        ValidatableResponse first = signIn(id, provider.claims("grace", email, clock.instant()))
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .body("user.email", equalTo(email))
                .body("notices", empty());
        JsonNode claims = claimsOf(first);
        assertThat(claims.path("acr").asText()).isEqualTo("1fa");
        assertThat(claims.path("amr")).extracting(JsonNode::asText).containsExactly("sso");
        Api.as(first.extract().path("accessToken"))
                .get("/v1/me")
                .then()
                .body("accounts.id", contains(owner.accountId))
                .body("accounts.role", contains("member"))
                .body("emailVerified", equalTo(true));

        // The second time it is the subject that is known, whatever the address is by now.
        JwtClaims renamed = provider.withAmr(provider.claims("grace", clock.instant()), "pwd", "mfa", "our-own-word");
        renamed.setClaim("auth_time", clock.instant().minusSeconds(300).getEpochSecond());
        ValidatableResponse second = signIn(id, renamed).statusCode(200);
        assertThat((String) second.extract().path("user.id"))
                .isEqualTo(first.extract().path("user.id"));
        assertThat(claimsOf(second).path("acr").asText()).isEqualTo("2fa");
        assertThat(claimsOf(second).path("amr")).extracting(JsonNode::asText).containsExactly("sso", "pwd", "mfa");
        assertThat(claimsOf(second).path("auth_time").asLong())
                .isEqualTo(clock.instant().minusSeconds(300).getEpochSecond());
        mailbox.awaitMail(email, "Sign-in from a new device");
        assertThat(mailbox.mailsTo(email))
                .as("of the second sign-in; the very first one of a user is no news")
                .hasSize(1);
    }

    @Test
    @DisplayName("[POLI-05] an email never links: a user with the address must link the provider themselves")
    void an_email_alone_links_no_user() {
        Person ada = people.signedIn();
        String id = connected(ada.accountId, "example.org");
        JwtClaims claims = provider.claims("ada", ada.email, clock.instant());

        refused(signIn(id, claims), 401, "invalid-id-token");

        String token = provider.sign(provider.claims("ada", ada.email, clock.instant()));
        link(ada, id, token, "n-ada").statusCode(204);
        refused(link(ada, id, token, "n-ada"), 401, "invalid-id-token");
        refused(signIn(id, token, "n-ada"), 401, "invalid-id-token");
        signIn(id, provider.claims("ada", clock.instant())).statusCode(200).body("user.id", equalTo(ada.userId));
        identities(ada).body("items", hasSize(1)).body("items[0].provider", equalTo(id));
        mailbox.awaitMail(ada.email, "Single sign-on was linked");
        mailbox.awaitMail(ada.email, "Sign-in from a new device");

        Api.as(ada.accessToken).delete("/v1/me/identities/{id}", id).then().statusCode(204);
        refused(signIn(id, provider.claims("ada", clock.instant())), 401, "invalid-id-token");
        Api.as(ada.accessToken).delete("/v1/me/identities/{id}", id).then().statusCode(404);
    }

    private static ValidatableResponse identities(Person person) {
        return Api.as(person.accessToken).get("/v1/me/identities").then().statusCode(200);
    }

    @Test
    @DisplayName("[POLI-05] a provider is trusted for its own domains, verified addresses and its own account only")
    void a_provider_speaks_for_its_own() {
        Person owner = people.newcomer();
        String domain = "d" + System.nanoTime() + ".example";
        String id = connected(owner.accountId, domain);

        JwtClaims unverified = provider.claims("eve", clock.instant());
        unverified.setClaim("email", "eve@" + domain);
        refused(signIn(id, unverified), 401, "invalid-id-token");
        refused(signIn(id, provider.claims("eve", "eve@sub." + domain, clock.instant())), 401, "invalid-id-token");
        refused(signIn(id, provider.claims("eve", "eve@x" + domain, clock.instant())), 401, "invalid-id-token");
        refused(signIn(id, provider.claims("eve", clock.instant())), 401, "invalid-id-token");

        Person stranger = people.signedIn();
        refused(
                link(stranger, id, provider.sign(provider.claims("stranger", clock.instant())), "n-stranger"),
                401,
                "invalid-id-token");
        for (String lookAlike : List.of("\uff42ob", "b\u043eb", "bo\u0301b", "b\u200bob")) {
            refused(
                    signIn(id, provider.claims("eve", lookAlike + "@" + domain, clock.instant())),
                    401,
                    "invalid-id-token");
        }
        signIn(id, provider.claims("bob", "bob@" + domain, clock.instant())).statusCode(200);
        rows.change(
                "delete from membership where account_id = ?::uuid and user_id ="
                        + " (select user_id from sso_identity where provider_id = ?::uuid and subject = 'bob')",
                owner.accountId,
                id);
        refused(signIn(id, provider.claims("bob", clock.instant())), 401, "invalid-id-token");
    }

    @Test
    @DisplayName("[RACE-10] a disabled user does not get in, nor any user once the provider is removed")
    void a_removed_or_disabled_user_stays_out() {
        Person owner = people.newcomer();
        String domain = "d" + System.nanoTime() + ".example";
        String id = connected(owner.accountId, domain);
        String user = signIn(id, provider.claims("carl", "carl@" + domain, clock.instant()))
                .statusCode(200)
                .extract()
                .path("user.id");

        rows.change("update app_user set status = 'disabled' where id = ?::uuid", user);
        refused(signIn(id, provider.claims("carl", clock.instant())), 401, "invalid-id-token");
        rows.change("update app_user set status = 'active' where id = ?::uuid", user);
        signIn(id, provider.claims("carl", clock.instant())).statusCode(200);

        Api.asClient()
                .delete("/v1/accounts/{id}/identity-providers/{provider}", owner.accountId, id)
                .then()
                .statusCode(204);
        refused(signIn(id, provider.claims("carl", clock.instant())), 401, "invalid-id-token");
        Api.asClient()
                .get("/v1/accounts/{id}/identity-providers", owner.accountId)
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    @Test
    @DisplayName("[POLI-05] one token fifty times at once makes one session, and one newcomer")
    void a_token_works_once() {
        Person owner = people.newcomer();
        String domain = "d" + System.nanoTime() + ".example";
        String id = connected(owner.accountId, domain);
        String same = provider.sign(provider.claims("dora", "dora@" + domain, clock.instant()));
        List<String> others = java.util.stream.Stream.generate(
                        () -> provider.sign(provider.claims("dora", "dora@" + domain, clock.instant())))
                .limit(10)
                .toList();

        List<Integer> statuses = AtOnce.run(
                60,
                number -> () -> signIn(id, number < 50 ? same : others.get(number - 50), "n-dora")
                        .extract()
                        .statusCode());

        assertThat(statuses.subList(0, 50)).containsOnlyOnce(200);
        assertThat(statuses.subList(0, 50)).filteredOn(status -> status == 401).hasSize(49);
        assertThat(statuses.subList(50, 60)).containsOnly(200);
        assertThat(rows.number("select count(*) from sso_identity where provider_id = ?::uuid", id))
                .isOne();
        assertThat(rows.number("select count(*) from app_user where email = ?", "dora@" + domain))
                .isOne();
    }
}
