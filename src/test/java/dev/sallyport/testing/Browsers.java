package dev.sallyport.testing;

import static dev.sallyport.testing.QuickRequest.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;

/** What clients say they are, and sign-ins from there. {@link Api#BROWSER} is Chrome 140 on Windows. */
public final class Browsers {

    public static final String UPDATED = Api.BROWSER.replace("Chrome/140", "Chrome/141");

    public static final String PATCHED = Api.BROWSER.replace("Chrome/140.0.0.0", "Chrome/140.0.7339.128");

    public static final String EDGE = Api.BROWSER + " Edg/140.0.0.0";

    public static final String ON_LINUX = Api.BROWSER.replace("Windows NT 10.0; Win64; x64", "X11; Linux x86_64");

    public static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1";

    /** A client that does not say what it is. */
    public static final String SILENT = "";

    private Browsers() {}

    public static ValidatableResponse signIn(String userAgent, Person person, String deviceToken) {
        return post(
                userAgent,
                "/v1/sign-in",
                Api.body("email", person.email, "password", People.PASSWORD, "deviceToken", deviceToken));
    }

    public static ValidatableResponse verify(String userAgent, String challengeToken, String method, String code) {
        return post(
                userAgent,
                "/v1/sign-in/verify",
                Api.body("challengeToken", challengeToken, "method", method, "code", code));
    }

    private static ValidatableResponse post(String userAgent, String path, Map<String, Object> body) {
        return given().contentType(ContentType.JSON)
                .header("User-Agent", userAgent)
                .body(body)
                .post(path)
                .then();
    }
}
