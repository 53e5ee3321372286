package dev.sallyport.sessions.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Browsers;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BrowserChangeTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows database;

    private static String recognized(String userAgent, Person person, String deviceToken) {
        return Browsers.signIn(userAgent, person, deviceToken)
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .extract()
                .path("deviceToken");
    }

    private static String challenged(String userAgent, Person person, String deviceToken) {
        return Browsers.signIn(userAgent, person, deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"))
                .body("accessToken", nullValue())
                .extract()
                .path("challengeToken");
    }

    private String answered(String userAgent, String challenge, Person person, int mail) {
        return Browsers.verify(userAgent, challenge, "email_code", mailbox.awaitCode(person.email, mail))
                .statusCode(200)
                .extract()
                .path("deviceToken");
    }

    private List<Map<String, Object>> liveDevicesOf(Person person) {
        return database.list(
                "select name, browser, browser_version, os from trusted_device where user_id = ?::uuid"
                        + " and revoked_at is null",
                person.userId);
    }

    @Test
    @DisplayName("[D5] [S16] the token in another browser, on another system or after an update is a new device")
    void the_browser_counts() {
        Person ada = people.signedIn();
        for (String other : List.of(
                Browsers.UPDATED, Browsers.EDGE, Browsers.ON_LINUX, Browsers.PHONE, Browsers.SILENT, "curl/8.5.0")) {
            challenged(other, ada, ada.deviceToken);
        }
        // None of this has ended the device or spent its token.
        recognized(Browsers.PATCHED, ada, ada.deviceToken);
    }

    @Test
    @DisplayName("[S16] after the code an updated browser is the same device with a new token, under its old name")
    void an_updated_browser_replaces_itself() {
        Person ada = people.newcomer();
        JsonPath first = Api.json()
                .body(Api.body("email", ada.email, "password", People.PASSWORD, "deviceName", "My laptop"))
                .post("/v1/sign-in")
                .jsonPath();
        String token = answered(Api.BROWSER, first.getString("challengeToken"), ada, 1);
        String updated = answered(Browsers.UPDATED, challenged(Browsers.UPDATED, ada, token), ada, 2);
        assertThat(liveDevicesOf(ada))
                .containsExactly(
                        Map.of("name", "My laptop", "browser", "Chrome", "browser_version", "141", "os", "Windows"));
        challenged(Api.BROWSER, ada, token);
        recognized(Browsers.UPDATED, ada, updated);
    }

    @Test
    @DisplayName("[D5] a client that does not say what it is works by its token alone")
    void a_silent_client_is_known_by_its_token() {
        Person ada = people.newcomer();
        String token = answered(Browsers.SILENT, challenged(Browsers.SILENT, ada, null), ada, 1);
        token = recognized(Browsers.SILENT, ada, token);
        recognized(Browsers.SILENT, ada, token);
        challenged(Browsers.SILENT, ada, null);
    }
}
