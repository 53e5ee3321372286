package dev.sallyport.sessions.oauth;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The standing of a user is read with every question, not only when a session begins. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DisabledUserTest {

    private static final String STANDING = "update app_user set status = ? where id = ?::uuid";

    @Inject
    People people;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[INTR-04] [SESS-03] the tokens of a disabled user are worth nothing, wherever they are shown")
    void tokens_of_a_disabled_user() {
        Person ada = people.signedIn();
        Api.introspect(ada.accessToken).body("active", equalTo(true));

        rows.change(STANDING, "disabled", ada.userId);
        Api.introspect(ada.accessToken).statusCode(200).body(equalTo("{\"active\":false}"));
        refused(Api.session(ada.accessToken), 401, "not-authenticated");
        Api.as(ada.accessToken).get("/v1/forward-auth").then().statusCode(401);
        Api.refresh(ada.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));

        rows.change(STANDING, "active", ada.userId);
        Api.introspect(ada.accessToken).body("active", equalTo(true));
    }
}
