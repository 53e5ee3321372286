package dev.sallyport.signin.sso;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** ID tokens that do not state when their user proved anything: a provider may have issued them without a word. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SsoWithoutAuthTimeTest extends ProviderSignIns {

    private String domain() {
        return "d" + System.nanoTime() + ".example";
    }

    private JwtClaims withoutAuthTime(String subject, String email) {
        JwtClaims claims = provider.claims(subject, email, clock.instant());
        claims.unsetClaim("auth_time");
        return claims;
    }

    private static String accessToken(String id, JwtClaims claims) {
        return Api.read(signIn(id, claims).statusCode(200)).path("accessToken").asText();
    }

    @Test
    @DisplayName("[STEP-02] a sign-in by a token without auth_time is no recent proof, however new the token is")
    void a_silent_sign_in_proves_nothing_recent() {
        Person ada = people.signedIn();
        String id = connected(ada.accountId, domain());
        link(ada, id, provider.sign(withoutAuthTime("ada", "ada@example.org")), "n-ada")
                .statusCode(204);

        String withoutAuthTime = accessToken(id, withoutAuthTime("ada", "ada@example.org"));

        assertThat(Api.read(Api.introspect(withoutAuthTime).statusCode(200))
                        .path("auth_time")
                        .asLong())
                .isZero();
        refused(Api.startEnrollment(withoutAuthTime), 401, "step-up-required");
        String stepped = Api.read(Api.as(withoutAuthTime)
                        .body(Api.body("method", "password", "password", People.PASSWORD))
                        .post("/v1/me/step-up")
                        .then()
                        .statusCode(200))
                .path("accessToken")
                .asText();
        Api.startEnrollment(stepped).statusCode(201);
    }

    @Test
    @DisplayName("[STEP-02] a new user without password and factors proves the mailbox, and enrols a first factor")
    void a_newcomer_has_a_way_on() {
        String domain = domain();
        String id = connected(people.newcomer().accountId, domain);
        String email = "grace@" + domain;
        String withoutAuthTime = accessToken(id, withoutAuthTime("grace", email));

        refused(Api.startEnrollment(withoutAuthTime), 401, "step-up-required");
        Api.as(withoutAuthTime).post("/v1/me/step-up/email").then().statusCode(202);
        String stepped = Api.read(Api.as(withoutAuthTime)
                        .body(Api.body("method", "email_code", "code", mailbox.awaitCode(email, 1)))
                        .post("/v1/me/step-up")
                        .then()
                        .statusCode(200))
                .path("accessToken")
                .asText();

        Api.startEnrollment(stepped).statusCode(201);
    }

    @Test
    @DisplayName("[STEP-02] a sign-in by a token with a recent auth_time is a recent proof")
    void a_stated_time_counts() {
        String domain = domain();
        String id = connected(people.newcomer().accountId, domain);

        Api.startEnrollment(accessToken(id, provider.claims("grace", "grace@" + domain, clock.instant())))
                .statusCode(201);
    }
}
