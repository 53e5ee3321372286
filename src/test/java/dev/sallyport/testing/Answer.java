package dev.sallyport.testing;

import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All that a client sees of an answer, without what differs each time: the date, the id of the request, the token and
 * the challenge of passkey options, and how many requests are left of a limit.
 */
public record Answer(int status, Map<String, String> headers, String body) {

    private static final Pattern TOKEN =
            Pattern.compile("sp_[a-z]{2}_(?:[0-9a-f]{32}\\.[0-9a-f]{32}\\.\\d+\\.[A-Za-z0-9_-]{48}|[A-Za-z0-9_-]{43})");

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern OPTIONS =
            Pattern.compile("\"(ceremonyToken|challenge)\":\"(?:sp_pc_)?[A-Za-z0-9_-]{43,}\"");

    private static final Pattern LEFT = Pattern.compile(";r=[0-9]+");

    public static Answer of(ValidatableResponse response) {
        Response seen = response.extract().response();
        Map<String, String> headers = new TreeMap<>();
        for (Header header : seen.headers()) {
            if (!header.getName().equalsIgnoreCase("Date")) {
                String same = LEFT.matcher(withoutIds(header.getValue())).replaceAll(";r=<left>");
                headers.merge(header.getName(), same, (one, other) -> one + ", " + other);
            }
        }
        return new Answer(seen.statusCode(), headers, withoutIds(seen.body().asString()));
    }

    /** The same without the token of a challenge, which is another one each time. */
    public Answer withoutToken() {
        return new Answer(status, headers, TOKEN.matcher(body).replaceAll("<token>"));
    }

    private static String withoutIds(String text) {
        String same = ID.matcher(text).replaceAll("<id>");
        return OPTIONS.matcher(same).replaceAll("\"$1\":\"<random>\"");
    }
}
