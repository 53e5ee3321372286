package dev.sallyport.signin.sso;

import static dev.sallyport.testing.AccountPolicies.save;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SsoSignInTest {

    private static OpenIdProvider provider;

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    AccountPolicies policies;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @BeforeAll
    static void start() {
        provider = new OpenIdProvider();
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    static ValidatableResponse connect(String account, Object domains, String exempt) {
        return Api.asClient()
                .body(Api.body(
                        "name",
                        "Acme Login",
                        "issuer",
                        provider.issuer(),
                        "clientId",
                        OpenIdProvider.CLIENT_ID,
                        "emailDomains",
                        domains,
                        "ssoExempt",
                        exempt))
                .post("/v1/accounts/{id}/identity-providers", account)
                .then();
    }

    private static String connected(String account, String domain) {
        return connect(account, List.of(domain), null)
                .statusCode(201)
                .body("ssoExempt", equalTo("always"))
                .extract()
                .path("id");
    }

    static ValidatableResponse signIn(String providerId, String token, String nonce) {
        return Api.json()
                .body(Api.body("provider", providerId, "idToken", token, "nonce", nonce))
                .post("/v1/sign-in/sso")
                .then();
    }

    private static ValidatableResponse signIn(String providerId, JwtClaims claims) {
        return signIn(providerId, provider.sign(claims), (String) claims.getClaimValue("nonce"));
    }

    private static JsonNode claimsOf(ValidatableResponse signedIn) {
        String token = signedIn.extract().path("accessToken");
        try {
            return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

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

    @Test
    @DisplayName(
            "[POLI-05] [POLI-06] [P3] the exemption is of a sign-in, not of a user, and clearing ends that one too")
    void the_exemption_is_of_the_sign_in() {
        Person owner = people.enrolled();
        Person ada = people.signedIn(people.memberOf(owner, "member"));
        String id =
                connect(owner.accountId, null, null).statusCode(201).extract().path("id");
        link(ada, id, provider.sign(provider.claims("both", clock.instant())), "n-both")
                .statusCode(204);
        save(owner, "required", true).statusCode(200);

        String accessToken = signIn(id, provider.claims("both", clock.instant()))
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .body("notices", empty())
                .extract()
                .path("accessToken");
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken).body("status", equalTo("enrollment_required"));
        for (String field : List.of("sso", "exempt", "amr")) {
            Response asked = Api.as(accessToken).body(Api.body(field, true)).patch("/v1/me");
            refused(asked.then(), 400, "invalid-request");
        }

        save(owner, "required", true, "existingSessions", "clear").statusCode(200);
        refused(Api.session(accessToken), 401, "not-authenticated");
    }

    private static ValidatableResponse link(Person person, String providerId, String token, String nonce) {
        return Api.as(person.accessToken)
                .body(Api.body("provider", providerId, "idToken", token, "nonce", nonce))
                .post("/v1/me/identities")
                .then();
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

    @Test
    @DisplayName("[P13] a provider that is not exempt is a first factor only: policy, codes and devices apply")
    void a_provider_that_is_not_exempt_is_a_first_factor() {
        Person ada = people.enrolled();
        String never =
                connect(ada.accountId, null, "never").statusCode(201).extract().path("id");
        link(ada, never, provider.sign(provider.claims("ada-2", clock.instant())), "n-ada-2")
                .statusCode(204);

        JsonNode challenge =
                Api.read(signIn(never, provider.withAmr(provider.claims("ada-2", clock.instant()), "pwd", "mfa"))
                        .statusCode(200));
        assertThat(challenge.path("status").asText()).isEqualTo("challenge_required");
        assertThat(challenge.path("purpose").asText()).isEqualTo("two_factor");
        ValidatableResponse in = Api.verify(
                        challenge.path("challengeToken").asText(), "totp", ada.app.codeAt(clock.instant()))
                .statusCode(200);
        assertThat(claimsOf(in).path("acr").asText()).isEqualTo("2fa");
        assertThat(claimsOf(in).path("amr")).extracting(JsonNode::asText).containsExactly("sso", "pwd", "otp", "mfa");
    }

    @Test
    @DisplayName("[P13] with if_mfa_asserted the provider's word is enough only if it saw two factors")
    void the_word_counts_if_two_factors_were_seen() {
        Person owner = people.newcomer();
        String domain = "d" + System.nanoTime() + ".example";
        String email = "fay@" + domain;
        String id = connect(owner.accountId, List.of(domain), "if_mfa_asserted")
                .statusCode(201)
                .extract()
                .path("id");

        signIn(id, provider.withAmr(provider.claims("fay", email, clock.instant()), "mfa"))
                .statusCode(200)
                .body("status", equalTo("signed_in"));
        assertThat(mailbox.mailsTo(email)).isEmpty();
        JsonNode challenge =
                Api.read(signIn(id, provider.claims("fay", clock.instant())).statusCode(200));
        assertThat(challenge.path("purpose").asText()).isEqualTo("device_verification");
        JsonNode in = Api.read(
                Api.verify(challenge.path("challengeToken").asText(), "email_code", mailbox.awaitCode(email, 1))
                        .statusCode(200)
                        .body("status", equalTo("signed_in")));
        String deviceToken = in.path("deviceToken").asText();

        JwtClaims again = provider.claims("fay", clock.instant());
        ValidatableResponse quiet = Api.json()
                .body(Api.body(
                        "provider", id, "idToken", provider.sign(again), "nonce", "n-fay", "deviceToken", deviceToken))
                .post("/v1/sign-in/sso")
                .then()
                .statusCode(200)
                .body("status", equalTo("signed_in"));
        assertThat(claimsOf(quiet).path("acr").asText()).isEqualTo("1fa");
        assertThat(claimsOf(quiet).path("amr")).extracting(JsonNode::asText).containsExactly("sso");
    }

    @Test
    @DisplayName("the provider's keys are kept, fetched again when they rotate, and stay valid during an outage")
    void keys_are_kept_and_rotate() {
        Person owner = people.newcomer();
        String domain = "d" + System.nanoTime() + ".example";
        String id = connected(owner.accountId, domain);
        signIn(id, provider.claims("ed", "ed@" + domain, clock.instant())).statusCode(200);
        int looks = provider.looks();
        signIn(id, provider.claims("ed", clock.instant())).statusCode(200);
        assertThat(provider.looks()).isEqualTo(looks);

        provider.rotate();
        refused(signIn(id, provider.claims("ed", clock.instant())), 401, "invalid-id-token");
        assertThat(provider.looks()).as("not again within a minute").isEqualTo(looks);
        clock.advance(Duration.ofSeconds(61));
        signIn(id, provider.claims("ed", clock.instant())).statusCode(200);
        assertThat(provider.looks()).isEqualTo(looks + 1);

        provider.goAway(true);
        clock.advance(Duration.ofHours(2));
        signIn(id, provider.claims("ed", clock.instant())).statusCode(200);
        provider.goAway(false);
    }

    @Test
    @DisplayName("an unreachable provider without known keys is 503")
    void an_unreachable_provider_is_unavailable() {
        Person owner = people.newcomer();
        String id = Api.asClient()
                .body(Api.body("name", "Gone", "issuer", "http://127.0.0.1:1", "clientId", OpenIdProvider.CLIENT_ID))
                .post("/v1/accounts/{id}/identity-providers", owner.accountId)
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        refused(signIn(id, provider.claims("x", clock.instant())), 503, "unavailable");
    }

    @Test
    void a_provider_is_configured_once_and_with_sense() {
        Person owner = people.newcomer();
        connected(owner.accountId, "once.example");
        refused(connect(owner.accountId, List.of("once.example"), null), 409, "conflict");
        refused(connect("0199d3c2-0000-7000-8000-00000000dead", List.of(), null), 404, "not-found");
        refused(connect(owner.accountId, List.of("no domain"), null), 400, "invalid-request");
        refused(connect(owner.accountId, List.of("once.example"), "sometimes"), 400, "invalid-request");
        for (String issuer : List.of("ftp://x.example", "https://x.example?a=b", "https://x.example#f", "x", "")) {
            Api.asClient()
                    .body(Api.body("name", "X", "issuer", issuer, "clientId", "c"))
                    .post("/v1/accounts/{id}/identity-providers", owner.accountId)
                    .then()
                    .statusCode(400);
        }
    }
}
