package dev.sallyport.edge.http;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Parses a form strictly: percent-encoded UTF-8, and no repeated name (RFC 6749 section 3.2).
 *
 * <p>A parameter without a value counts as left out, as that section says.
 */
final class StrictForm {

    private static final int HEX = 16;

    private StrictForm() {}

    static Map<String, String> read(byte[] body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (String pair : StrictJson.decode(body).split("&", 0)) {
            int equals = pair.indexOf('=');
            String name = text(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : text(pair.substring(equals + 1));
            if (!pair.isEmpty() && !names.add(name)) {
                throw refusal("Send each parameter only once.");
            }
            if (!value.isEmpty()) {
                parameters.put(name, value);
            }
        }
        return parameters;
    }

    private static String text(String encoded) {
        String text = StrictJson.decode(bytes(encoded.getBytes(StandardCharsets.UTF_8)));
        if (!StrictJson.isClean(text)) {
            throw refusal("A parameter contains a character that is not allowed.");
        }
        return text;
    }

    private static byte[] bytes(byte[] encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length);
        for (int at = 0; at < encoded.length; at++) {
            if (encoded[at] == '%') {
                bytes.write(HEX * digit(encoded, at + 1) + digit(encoded, at + 2));
                at += 2;
            } else {
                bytes.write(encoded[at] == '+' ? ' ' : encoded[at]);
            }
        }
        return bytes.toByteArray();
    }

    private static int digit(byte[] encoded, int at) {
        int digit = at < encoded.length ? Character.digit(encoded[at], HEX) : -1;
        if (digit < 0) {
            throw refusal("A percent sign is not followed by two hexadecimal digits.");
        }
        return digit;
    }

    private static ProblemException refusal(String sentence) {
        return new ProblemException(ProblemType.INVALID_REQUEST).detail(sentence);
    }
}
