package dev.sallyport.moving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.testing.Api;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of one test, whose users and accounts no other test has, and the calls that import them. */
final class Imports {

    static final String NDJSON = "application/x-ndjson";

    /** Of every hash below. */
    static final String PASSWORD = "correct horse 7 staple";

    static final String BCRYPT = "$2b$05$wTB3SlwA9PAB4RNDJ4aViuYYccoOGSdJYUp7EhV/e3mwi09FHK8T6";

    /** Of memory that is used one at a time. */
    static final String DJANGO = "argon2$argon2id$v=19$m=102400,t=2,p=8$VHN2RDlkSFgwSnllQ2ZlZlRGV2hPSg$Ry19WxebdM"
            + "mogd8XSHvl2hdNREuLrzJJHJo9rz3JMF0";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final RestAssuredConfig LINES = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .defaultCharsetForContentType("UTF-8", ContentType.TEXT)
                    .encodeContentTypeAs(NDJSON, ContentType.TEXT));

    private final String id = "x" + System.nanoTime();

    /** The account of every row that names no other. */
    String account() {
        return named("acme");
    }

    String named(String name) {
        return name + "-" + id;
    }

    String email(String name) {
        return named(name) + "@example.org";
    }

    Map<String, Object> row(String name, Object... more) {
        Map<String, Object> row = new LinkedHashMap<>(Api.body(
                "externalId",
                named(name),
                "email",
                email(name),
                "emailVerified",
                true,
                "accounts",
                List.of(Api.body("externalId", account(), "name", "Acme", "role", "member"))));
        row.putAll(Api.body(more));
        return row;
    }

    static String lines(List<Map<String, Object>> rows) {
        StringBuilder lines = new StringBuilder();
        for (Map<String, Object> row : rows) {
            try {
                lines.append(JSON.writeValueAsString(row)).append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return lines.toString();
    }

    static ValidatableResponse send(String body, String query) {
        return send(Api.asClient(), body, query);
    }

    /** The same as another caller. */
    static ValidatableResponse send(RequestSpecification caller, String body, String query) {
        return caller.config(LINES)
                .contentType(NDJSON)
                .body(body)
                .post("/v1/admin/imports" + query)
                .then();
    }

    /** The lines of an answer, the summary last. */
    static List<JsonNode> answers(ValidatableResponse response) {
        List<JsonNode> answers = new ArrayList<>();
        for (String line : response.statusCode(200)
                .contentType(NDJSON)
                .extract()
                .asString()
                .split("\n")) {
            try {
                answers.add(JSON.readTree(line));
            } catch (IOException e) {
                throw new UncheckedIOException(line, e);
            }
        }
        return answers;
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    static List<JsonNode> run(Map<String, Object>... rows) {
        return answers(send(lines(List.of(rows)), ""));
    }

    static List<String> statuses(List<JsonNode> answers) {
        return answers.stream()
                .filter(answer -> answer.has("status"))
                .map(answer -> answer.path("status").asText())
                .toList();
    }

    static String field(JsonNode answer) {
        return answer.at("/problem/errors/0/field").asText();
    }
}
