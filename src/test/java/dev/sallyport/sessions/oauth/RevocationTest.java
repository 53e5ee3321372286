package dev.sallyport.sessions.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Giving a token up. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RevocationTest {

    @Inject
    People people;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    private static ValidatableResponse revoke(RequestSpecification form) {
        return form.post("/oauth2/revoke").then();
    }

    private static void assertDead(Person person) {
        Api.introspect(person.accessToken).body("active", equalTo(false));
        Api.refresh(person.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    @DisplayName("[T4] [INTR-05] a revoked refresh or access token takes its whole session with it")
    void a_revoked_token_ends_its_session() {
        Person ada = people.signedIn();
        revoke(Api.form("token", ada.refreshToken)).statusCode(200);
        assertDead(ada);

        Person bob = people.signedIn();
        revoke(Api.form("token", bob.accessToken, "token_type_hint", "refresh_token"))
                .statusCode(200);
        assertDead(bob);

        Person eve = people.signedIn();
        Api.refresh(eve.refreshToken).statusCode(200);
        clock.advance(Duration.ofMinutes(1));
        revoke(Api.form("token", eve.refreshToken)).statusCode(200);
        assertDead(eve);

        for (Person person : List.of(ada, bob, eve)) {
            assertThat(rows.auditsOf(person, "session_expired")).isEqualTo(1);
            assertThat(rows.auditsOf(person, "authn_token_reuse")).isZero();
        }
    }

    @Test
    @DisplayName("[INTR-05] unknown and ended tokens are 200, as often as one likes")
    void unknown_tokens_are_fine() {
        Person ada = people.signedIn();
        for (String token : List.of("x", ada.deviceToken, "sp_rt_x", ada.refreshToken.replace(".0.", ".1."), "a.b.c")) {
            revoke(Api.form("token", token)).statusCode(200);
        }
        Api.session(ada.accessToken).statusCode(200);
        revoke(Api.form("token", ada.refreshToken)).statusCode(200);
        revoke(Api.form("token", ada.refreshToken)).statusCode(200);
        assertThat(rows.auditsOf(ada, "session_expired")).isEqualTo(1);
        revoke(Api.form("x", "y"))
                .statusCode(400)
                .body("error", equalTo("invalid_request"))
                .body("error_description", equalTo("The parameter token is missing. Send a token."));
    }

    @Test
    @DisplayName("[INTR-05] a backend that gives its name cannot revoke what was not issued to it")
    void foreign_tokens_stay() {
        Person ada = people.signedIn();
        for (String token : List.of(ada.refreshToken, ada.accessToken)) {
            revoke(Api.form("token", token)
                            .auth()
                            .preemptive()
                            .basic(SallyportResource.CLIENT_ID, SallyportResource.CLIENT_SECRET))
                    .statusCode(200);
        }
        Api.session(ada.accessToken).statusCode(200);
        Api.refresh(ada.refreshToken).statusCode(200);
        revoke(Api.form("token", ada.refreshToken).auth().preemptive().basic(SallyportResource.CLIENT_ID, "wrong"))
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
        Api.session(ada.accessToken).statusCode(200);
    }
}
