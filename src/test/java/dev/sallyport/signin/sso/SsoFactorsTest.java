package dev.sallyport.signin.sso;

import static dev.sallyport.testing.AccountPolicies.save;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the word of an identity provider is worth as a factor. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SsoFactorsTest extends ProviderSignIns {

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
}
