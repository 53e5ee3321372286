package dev.sallyport.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.restassured.builder.ResponseBuilder;
import io.restassured.http.Cookies;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.internal.assertion.CookieMatcher;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What came back, and REST Assured's view of it where a test needs that: it takes longer to make than the exchange. */
final class Exchange {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Header TYPE = new Header("Content-Type", "");

    private final int status;
    private final String statusLine;
    private final Headers headers;
    private final byte[] body;
    private final long millis;
    private Response response;
    private JsonNode tree;

    private Exchange(int status, String statusLine, Headers headers, byte[] body, long millis) {
        this.status = status;
        this.statusLine = statusLine;
        this.headers = headers;
        this.body = body;
        this.millis = millis;
    }

    static Exchange of(Response response) {
        Exchange exchange = new Exchange(
                response.statusCode(),
                response.statusLine(),
                response.headers(),
                response.asByteArray(),
                response.time());
        exchange.response = response;
        return exchange;
    }

    static Exchange of(HttpWire.Answered answered, long millis) {
        List<Header> headers = answered.headers().stream()
                .map(line -> line.split(":", 2))
                .map(pair -> new Header(pair[0], pair[1].strip()))
                .toList();
        int status = Integer.parseInt(answered.statusLine().substring(9, 12));
        return new Exchange(status, answered.statusLine(), new Headers(headers), answered.body(), millis);
    }

    int status() {
        return status;
    }

    Headers headers() {
        return headers;
    }

    /** Null where there is none. */
    String header(String name) {
        return headers.getValue(name);
    }

    byte[] body() {
        return body;
    }

    /** Whether the body is the same text in every charset. */
    boolean isAscii() {
        for (byte one : body) {
            if (one < 0) {
                return false;
            }
        }
        return true;
    }

    String ascii() {
        return new String(body, StandardCharsets.US_ASCII);
    }

    /** How long it took. */
    long millis() {
        return millis;
    }

    boolean isJson() {
        String type = header(TYPE.getName());
        return type != null && type.contains("json");
    }

    /** A missing node where the body is no JSON. */
    JsonNode tree() {
        if (tree == null) {
            try {
                tree = isJson() ? JSON.readTree(body) : MissingNode.getInstance();
            } catch (IOException notJson) {
                tree = MissingNode.getInstance();
            }
        }
        return tree;
    }

    Response response() {
        if (response == null) {
            List<Header> others = headers.asList().stream()
                    .filter(header -> !header.hasSameNameAs(TYPE))
                    .toList();
            ResponseBuilder builder = new ResponseBuilder()
                    .setStatusCode(status())
                    .setStatusLine(statusLine)
                    .setHeaders(new Headers(others))
                    .setBody(body);
            if (header(TYPE.getName()) != null) {
                builder.setContentType(header(TYPE.getName())); // which adds the header
            }
            List<String> cookies = headers.getValues("Set-Cookie");
            builder.setCookies(cookies.isEmpty() ? new Cookies() : CookieMatcher.getCookies(cookies));
            response = builder.build();
        }
        return response;
    }
}
