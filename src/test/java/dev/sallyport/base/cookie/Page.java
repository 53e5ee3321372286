package dev.sallyport.base.cookie;

import dev.sallyport.testing.Api;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A single-page app of the service's own origin, in a browser that keeps the cookies it gets. */
final class Page {

    static final String REFRESH = "__Host-sallyport-refresh";
    static final String DEVICE = "__Host-sallyport-device";

    private static final Pattern SET_COOKIE =
            Pattern.compile("(__Host-[a-z-]+)=([^;]*); Max-Age=([0-9]+); Expires=[^;]+ GMT; Path=/; Secure; HTTPOnly;"
                    + " SameSite=Strict");

    /** What the browser keeps, by name. */
    final Map<String, String> cookies = new LinkedHashMap<>();

    /** For how many seconds it is to keep it. */
    final Map<String, Long> lives = new LinkedHashMap<>();

    /** The values of all Set-Cookie headers of the last answer. */
    final List<String> set = new ArrayList<>();

    static String ownOrigin() {
        return "http://localhost:" + RestAssured.port;
    }

    /** Adds what the script of the page and its browser send along. */
    RequestSpecification from(RequestSpecification request) {
        RequestSpecification asking = request.header("Sallyport-Cookies", "1").header("Origin", ownOrigin());
        return cookies.isEmpty() ? asking : asking.header("Cookie", header());
    }

    String header() {
        List<String> pairs = new ArrayList<>();
        cookies.forEach((name, value) -> pairs.add(name + "=" + value));
        return String.join("; ", pairs);
    }

    ValidatableResponse post(String path, Object... namesAndValues) {
        return keep(from(Api.json()).body(Api.body(namesAndValues)).post(path).then());
    }

    ValidatableResponse postAs(String accessToken, String path, Object... namesAndValues) {
        return keep(from(Api.as(accessToken))
                .body(Api.body(namesAndValues))
                .post(path)
                .then());
    }

    /** With the cookie, or a token that the form has. */
    ValidatableResponse refresh(String token) {
        return keep(from(Api.form("grant_type", "refresh_token", "refresh_token", token))
                .post("/oauth2/token")
                .then());
    }

    /** Takes the cookies as a browser does; of another form than ours there is none. */
    private ValidatableResponse keep(ValidatableResponse answer) {
        set.clear();
        for (String header : answer.extract().headers().getValues("Set-Cookie")) {
            Matcher cookie = SET_COOKIE.matcher(header);
            if (!cookie.matches()) {
                throw new AssertionError(header);
            }
            set.add(header);
            lives.put(cookie.group(1), Long.parseLong(cookie.group(3)));
            if (cookie.group(3).equals("0")) {
                cookies.remove(cookie.group(1));
            } else {
                cookies.put(cookie.group(1), cookie.group(2));
            }
        }
        return answer;
    }
}
