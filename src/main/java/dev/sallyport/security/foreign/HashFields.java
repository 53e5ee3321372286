package dev.sallyport.security.foreign;

import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The parts of a hash in the PHC string format and its relatives. */
final class HashFields {

    /** A shorter hash is found by chance. */
    static final int MIN_HASH_BYTES = 16;

    static final int MAX_BYTES = 256;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private HashFields() {}

    /** The parts between the dollar signs. */
    static String[] parts(String text, int count) {
        String[] parts = text.split("\\$", -1);
        if (parts.length != count) {
            throw damaged();
        }
        return parts;
    }

    /** The parameters {@code a=1,b=2}, each once. */
    static Map<String, Integer> parameters(String text) {
        Map<String, Integer> parameters = new LinkedHashMap<>();
        for (String parameter : text.split(",", -1)) {
            int equals = parameter.indexOf('=');
            if (equals < 1
                    || parameters.put(parameter.substring(0, equals), number(parameter.substring(equals + 1)))
                            != null) {
                throw damaged();
            }
        }
        return parameters;
    }

    static int parameter(Map<String, Integer> parameters, String name) {
        Integer value = parameters.get(name);
        if (value == null) {
            throw new UnreadableHashException("lacks the parameter " + name);
        }
        return value;
    }

    static int number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw damaged();
        }
        return Integer.parseInt(text);
    }

    /**
     * Base64 with or without padding, of the standard alphabet, that for URLs, or passlib's with a dot for the plus.
     */
    static byte[] base64(String text) {
        String standard = text.replace('.', '+').replace('-', '+').replace('_', '/');
        try {
            byte[] bytes = Base64.getDecoder().decode(standard);
            return checked(bytes);
        } catch (IllegalArgumentException notBase64) {
            throw damaged();
        }
    }

    static byte[] hex(String text) {
        try {
            return checked(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException notHex) {
            throw damaged();
        }
    }

    static byte[] hash(byte[] bytes) {
        if (bytes.length < MIN_HASH_BYTES) {
            throw new UnreadableHashException("has a hash of less than " + MIN_HASH_BYTES + " bytes");
        }
        return bytes;
    }

    static String encoded(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    static UnreadableHashException damaged() {
        return new UnreadableHashException("is not complete or not in the form that its beginning names");
    }

    private static byte[] checked(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new UnreadableHashException("has a salt or a hash of more than " + MAX_BYTES + " bytes");
        }
        return bytes;
    }
}
