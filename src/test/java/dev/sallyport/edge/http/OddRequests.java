package dev.sallyport.edge.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.testing.Contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes requests that no client would send, out of those that some would: from one seed always the same ones. */
final class OddRequests {

    private static final long SEED = 20_261_128;

    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

    /** In place of a value, as JSON. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5e300",
            "1e999999999",
            "9".repeat(30),
            "9223372036854775808",
            "[]",
            "{}",
            "[null,null]",
            "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]",
            "{\"@class\":\"java.lang.ProcessBuilder\"}",
            "[\"java.lang.ProcessBuilder\",{}]",
            "{\"$ref\":\"#\"}",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\u202e\\u200b\\ufeff\"",
            "\"\u0130\u0131\u017f\u212a\ufdfa\"",
            "\"e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\"",
            "\"\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67\"",
            "\"{7*7}${7*7}\"",
            "\"';--\"",
            "\"../../etc/passwd\"",
            "\"" + "a".repeat(1000) + "\"",
            "\"" + "%".repeat(1000) + "\"",
            "\"0199d3c2-0000-7000-8000-00000000dead\"",
            "\"2026-13-45T99:99:99Z\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"PT999999999999H\"",
            "\"P-1D\"",
            "\"999999\"",
            "\"a@" + "b.".repeat(100) + "test\"");

    /** In addition to the fields that there are. */
    private static final List<String> FIELDS = List.of(
            "\"@class\":\"java.lang.Runtime\"",
            "\"@type\":\"dev.sallyport.accounts.account.AppUser\"",
            "\"__proto__\":{\"admin\":true}",
            "\"\":1",
            "\"\\u0000\":1",
            "\"" + "n".repeat(64) + "\":{}",
            "\"roles\":[\"support\"]");

    /** In place of the whole body. */
    private static final List<String> BODIES = List.of(
            "null",
            "[]",
            "\"\"",
            "{",
            "{\"a\":" + "[".repeat(5000),
            "{}{}",
            "\ufeff{}",
            "{\"a\":1,\"a\":2}",
            "<a/>",
            "\u0001\u0002");

    /** In a path or a query, encoded. */
    private static final List<String> TEXTS = List.of(
            "",
            "0",
            "-1",
            "null",
            "true",
            "99999999999999999999",
            "%00",
            "%0d%0aX:1",
            "%20",
            "%25",
            "%2e%2e%2f",
            "%ff%fe",
            "%ed%a0%80",
            "%e2%80%ae",
            "%f0%9f%98%80",
            "%7b7*7%7d",
            "';--",
            "a".repeat(500),
            "0199d3c2-0000-7000-8000-00000000dead",
            "0199D3C2000070008000-00000000DEAD",
            "1-1-1-1-1",
            "2026-02-30T00:00:00Z",
            "%2B999999999-12-31T23:59:59Z",
            "*",
            ";a=b");

    private final Random random = new Random(SEED);

    String target(Operation operation, List<String> ids) {
        Matcher parameter = PARAMETER.matcher(operation.path());
        String path =
                parameter.replaceAll(found -> Matcher.quoteReplacement(any(random.nextBoolean() ? ids : pathTexts())));
        return random.nextInt(3) == 0 ? path + "?" + query(operation) : path;
    }

    /** Some of the names that there are, known and unknown, with odd values; some of them twice. */
    private String query(Operation operation) {
        List<String> names = new ArrayList<>(operation.queries());
        names.addAll(List.of("x", "%00", "@class", "limit[]"));
        List<String> pairs = new ArrayList<>();
        for (int count = random.nextInt(4); count >= 0; count--) {
            pairs.add(any(names) + (random.nextInt(5) == 0 ? "" : "=" + any(TEXTS)));
        }
        return String.join("&", pairs);
    }

    String form() {
        List<String> names =
                List.of("grant_type", "refresh_token", "token", "token_type_hint", "scope", "x", "%00", "");
        List<String> pairs = new ArrayList<>(List.of(any(
                List.of("grant_type=refresh_token", "grant_type=client_credentials", "grant_type=%00", "token=x"))));
        for (int count = random.nextInt(4); count >= 0; count--) {
            pairs.add(any(names) + "=" + any(TEXTS));
        }
        return String.join("&", pairs);
    }

    String body(ObjectNode example) {
        if (random.nextInt(6) == 0) {
            return any(BODIES);
        }
        List<String> marks = new ArrayList<>();
        ObjectNode body = example.deepCopy();
        for (int count = random.nextInt(2); count >= 0; count--) {
            mark(body, marks);
        }
        String text = body.toString();
        for (String mark : marks) {
            text = text.replace("\"" + mark + "\"", any(VALUES));
        }
        return random.nextInt(3) == 0
                ? text.replaceFirst("\\{", Matcher.quoteReplacement("{" + any(FIELDS) + ","))
                : text;
    }

    /** Puts a mark, in the place of which an odd value goes, into some field, be it within another. */
    private void mark(ObjectNode body, List<String> marks) {
        List<String> names = new ArrayList<>();
        body.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) {
            return;
        }
        String name = any(names);
        String mark = "<<" + marks.size() + ">>";
        JsonNode value = body.get(name);
        if (value instanceof ObjectNode nested && random.nextBoolean()) {
            mark(nested, marks);
        } else if (value instanceof ArrayNode items && random.nextBoolean()) {
            items.add(mark);
            marks.add(mark);
        } else {
            body.put(name, mark);
            marks.add(mark);
        }
    }

    private static List<String> pathTexts() {
        return TEXTS.stream().filter(text -> !text.isEmpty()).toList();
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
