package dev.sallyport.sessions.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.SallyportResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Refreshes of other clients, with other tokens, or for a wider scope. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefusedRefreshTest {

    @Inject
    People people;

    private static void refused(ValidatableResponse answer, String error) {
        answer.statusCode(400)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body("error", equalTo(error))
                .body("error_description", matchesPattern("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+"));
    }

    @Test
    @DisplayName("[RFSH-05] a wider scope is refused and uses nothing up; the granted one is fine")
    void a_wider_scope_is_refused() {
        Person ada = people.signedIn();
        for (String scope : List.of("support", "user support", "admin", "user openid", "USER")) {
            refused(withScope(ada.refreshToken, scope), "invalid_scope");
        }
        withScope(ada.refreshToken, "user").statusCode(200).body("scope", equalTo("user"));
    }

    private static ValidatableResponse withScope(String refreshToken, String scope) {
        return Api.form("grant_type", "refresh_token", "refresh_token", refreshToken, "scope", scope)
                .post("/oauth2/token")
                .then();
    }

    @Test
    @DisplayName("[RFSH-01] a refresh token is bound to its client: another's name or secret makes it invalid")
    void other_clients_are_refused() {
        Person ada = people.signedIn();
        refused(
                Api.form("grant_type", "refresh_token", "refresh_token", ada.refreshToken, "client_id", "shop")
                        .post("/oauth2/token")
                        .then(),
                "invalid_grant");
        refused(
                Api.form("grant_type", "refresh_token", "refresh_token", ada.refreshToken)
                        .auth()
                        .preemptive()
                        .basic(SallyportResource.CLIENT_ID, SallyportResource.CLIENT_SECRET)
                        .post("/oauth2/token")
                        .then(),
                "invalid_grant");
        assertThat(Api.form("grant_type", "refresh_token", "refresh_token", ada.refreshToken)
                        .auth()
                        .preemptive()
                        .basic(SallyportResource.CLIENT_ID, "wrong")
                        .post("/oauth2/token")
                        .then()
                        .statusCode(401)
                        .body("error", equalTo("invalid_client"))
                        .extract()
                        .headers()
                        .getValues("WWW-Authenticate"))
                .contains("Basic realm=\"sallyport\"");
        Api.form("grant_type", "refresh_token", "refresh_token", ada.refreshToken, "client_id", "sallyport")
                .post("/oauth2/token")
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName("[JWT-06] [RFSH-01] nothing but a refresh token refreshes")
    void other_tokens_are_refused() {
        Person ada = people.signedIn();
        String other = ada.refreshToken.substring(0, ada.refreshToken.length() - 1)
                + (ada.refreshToken.endsWith("A") ? "B" : "A");
        for (String token : List.of(
                ada.accessToken,
                ada.deviceToken,
                people.challengeFor(ada),
                other,
                ada.refreshToken.replace(".0.", ".1."),
                ada.refreshToken.toUpperCase(),
                ada.refreshToken + " ",
                "sp_rt_",
                ada.deviceToken.replace("sp_dt_", "sp_rt_"),
                "x".repeat(8000))) {
            refused(Api.refresh(token), "invalid_grant");
        }
        Api.refresh(ada.refreshToken).statusCode(200);
    }
}
