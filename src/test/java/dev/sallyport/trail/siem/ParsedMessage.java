package dev.sallyport.trail.siem;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A message read by the grammar of RFC 5424 section 6, which takes nothing else. */
record ParsedMessage(
        int facility,
        int severity,
        OffsetDateTime at,
        String host,
        String application,
        String process,
        String type,
        Map<String, Map<String, String>> data,
        String text) {

    private static final Pattern HEADER = Pattern.compile("<(0|[1-9][0-9]{0,2})>1"
            + " ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2}))"
            + " ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) ");

    private static final Pattern ELEMENT_NAME = Pattern.compile("\\[([!-~&&[^=\\]\" ]]{1,32})");

    private static final Pattern PARAMETER =
            Pattern.compile(" ([!-~&&[^=\\]\" ]]{1,32})=\"((?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*)\"", Pattern.DOTALL);

    static ParsedMessage parse(byte[] message) throws CharacterCodingException {
        String rest = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(message))
                .toString();
        Matcher header = HEADER.matcher(rest);
        require(header.lookingAt(), rest);
        int priority = Integer.parseInt(header.group(1));
        require(priority < 192, rest);
        rest = rest.substring(header.end());
        Map<String, Map<String, String>> data = new LinkedHashMap<>();
        while (rest.startsWith("[")) {
            rest = element(rest, data);
        }
        require(!data.isEmpty() && (rest.isEmpty() || rest.startsWith(" ")), rest);
        String text = rest.isEmpty() ? "" : rest.substring(1);
        boolean isMarked = text.startsWith("\ufeff");
        require(isMarked || text.chars().allMatch(character -> character < 0x80), text);
        return new ParsedMessage(
                priority / 8,
                priority % 8,
                OffsetDateTime.parse(header.group(2)),
                header.group(3),
                header.group(4),
                header.group(5),
                header.group(6),
                data,
                isMarked ? text.substring(1) : text);
    }

    private static String element(String text, Map<String, Map<String, String>> data) {
        Matcher name = ELEMENT_NAME.matcher(text);
        require(name.lookingAt(), text);
        Map<String, String> parameters = new LinkedHashMap<>();
        String rest = text.substring(name.end());
        Matcher parameter = PARAMETER.matcher(rest);
        while (parameter.lookingAt()) {
            parameters.put(parameter.group(1), parameter.group(2).replaceAll("\\\\([\"\\\\\\]])", "$1"));
            rest = rest.substring(parameter.end());
            parameter = PARAMETER.matcher(rest);
        }
        require(rest.startsWith("]"), rest);
        require(data.put(name.group(1), parameters) == null, text);
        return rest.substring(1);
    }

    private static void require(boolean isRight, String text) {
        if (!isRight) {
            throw new AssertionError("Not by RFC 5424: " + text);
        }
    }

    String id() {
        return data.get("sallyport@32473").get("id");
    }
}
