package dev.sallyport.edge.http;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
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

    private StrictForm() {}

    static Map<String, String> read(byte[] body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (String pair : new String(body, StandardCharsets.ISO_8859_1).split("&", 0)) {
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
        String text = StrictJson.decode(bytes(encoded));
        if (!StrictJson.isClean(text)) {
            throw refusal("A parameter contains a character that is not allowed.");
        }
        return text;
    }

    private static byte[] bytes(String encoded) {
        try {
            return PercentEncoding.decode(encoded);
        } catch (IllegalArgumentException malformed) {
            throw refusal("A percent sign is not followed by two hexadecimal digits.");
        }
    }

    private static ProblemException refusal(@CompileTimeConstant String sentence) {
        return new ProblemException(ProblemType.INVALID_REQUEST).detail(sentence);
    }
}
